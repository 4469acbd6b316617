// Other people's JOSE, SD-JWT and JSON Schema code, asked through standard input and output: a line of JSON in, a line of JSON out.
// `{"do": name, ...}` is answered with `{"ok": result}`, or with `{"error": text}` where that code throws.

import { createHash, randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { SDJwtInstance } from "@sd-jwt/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as jose from "jose";

const bytes = (text) => new TextEncoder().encode(text);
const text = (data) => new TextDecoder().decode(data);

const ES256 = { name: "ECDSA", hash: "SHA-256" };

// What @sd-jwt/core leaves to its caller (hash, salt, signature) is done by Node itself and by `jose`.
const shared = {
  hasher: (data) => createHash("sha256").update(Buffer.from(data)).digest(),
  hashAlg: "sha-256",
  saltGenerator: () => randomBytes(16).toString("base64url"),
};

const validators = new Map();
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, keywords: ["x-code-list", "x-links-to"] });
addFormats.default(ajv, ["date"]);

const actions = {
  async signJws({ claims, header, pem }) {
    const key = await jose.importPKCS8(pem, "ES256");
    return new jose.CompactSign(bytes(JSON.stringify(claims))).setProtectedHeader(header).sign(key);
  },

  async verifyJws({ token, jwk }) {
    const { payload, protectedHeader } = await jose.compactVerify(token, await jose.importJWK(jwk, "ES256"));
    return { header: protectedHeader, claims: JSON.parse(text(payload)) };
  },

  async encryptJwe({ plaintext, header, jwk }) {
    const key = await jose.importJWK(jwk, "ECDH-ES");
    return new jose.CompactEncrypt(bytes(plaintext)).setProtectedHeader(header).encrypt(key);
  },

  async decryptJwe({ token, pem }) {
    const { plaintext, protectedHeader } = await jose.compactDecrypt(token, await jose.importPKCS8(pem, "ECDH-ES"));
    return { header: protectedHeader, plaintext: text(plaintext) };
  },

  async thumbprint({ jwk }) {
    return jose.calculateJwkThumbprint(jwk, "sha256");
  },

  async issueSdJwt({ claims, frame, header, pem }) {
    const key = await jose.importPKCS8(pem, "ES256");
    const signer = async (input) => Buffer.from(await crypto.subtle.sign(ES256, key, bytes(input))).toString("base64url");
    return new SDJwtInstance({ ...shared, signer, signAlg: "ES256" }).issue(claims, frame, { header });
  },

  async verifySdJwt({ token, jwk }) {
    const key = await jose.importJWK(jwk, "ES256");
    const verifier = (input, signature) =>
      crypto.subtle.verify(ES256, key, Buffer.from(signature, "base64url"), bytes(input));
    const { payload, header } = await new SDJwtInstance({ ...shared, verifier }).verify(token);
    return { header, claims: payload };
  },

  // Every schema is compiled once, under its name. Strings are counted as in JSON Schema: by code points.
  async compileSchema({ name, schema }) {
    validators.set(name, ajv.compile(schema));
    return true;
  },

  async validate({ name, document }) {
    const validator = validators.get(name);
    validator(document);
    return (validator.errors ?? []).map(({ instancePath, keyword }) => [instancePath, keyword]);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = { ok: await actions[question.do](question) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
