// Go's own checksum-database code (golang.org/x/mod/sumdb), asked about our notes and proofs.
// A line of JSON in, a line of JSON out: {"ok": true} with what was read, or {"ok": false, "error": text}.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Vkey  string   `json:"vkey"`
	Note  string   `json:"note"`
	Entry []byte   `json:"entry"`
	Index int64    `json:"index"`
	Path  [][]byte `json:"path"`
	Seed  []byte   `json:"seed"`
	Name  string   `json:"name"`
	Text  string   `json:"text"`
}

type answer struct {
	Ok    bool   `json:"ok"`
	Error string `json:"error,omitempty"`
	Text  string `json:"text,omitempty"`
	Note  string `json:"note,omitempty"`
	Vkey  string `json:"vkey,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<24)
	for lines.Scan() {
		var asked question
		reply, err := answer{}, json.Unmarshal(lines.Bytes(), &asked)
		if err == nil && asked.Seed != nil {
			reply, err = sign(asked)
		} else if err == nil {
			reply, err = check(asked)
		}
		reply.Ok = err == nil
		if err != nil {
			reply.Error = err.Error()
		}
		line, _ := json.Marshal(reply)
		fmt.Println(string(line))
	}
}

func check(asked question) (answer, error) {
	verifier, err := note.NewVerifier(asked.Vkey)
	if err != nil {
		return answer{}, err
	}
	opened, err := note.Open([]byte(asked.Note), note.VerifierList(verifier))
	if err != nil {
		return answer{}, err
	}
	if asked.Entry == nil {
		return answer{Text: opened.Text}, nil
	}
	return answer{Text: opened.Text}, checkInclusion(opened.Text, asked)
}

func checkInclusion(text string, asked question) error {
	fields := strings.Split(text, "\n")
	if len(fields) != 4 || fields[0] != asked.Name {
		return errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(fields[2])
	if err != nil {
		return err
	}
	proof := tlog.RecordProof{}
	for _, part := range asked.Path {
		var hash tlog.Hash
		if copy(hash[:], part) != len(part) || len(part) != tlog.HashSize {
			return errors.New("not a hash")
		}
		proof = append(proof, hash)
	}
	return tlog.CheckRecord(proof, size, root, asked.Index, tlog.RecordHash(asked.Entry))
}

func sign(asked question) (answer, error) {
	skey, vkey, err := note.GenerateKey(bufio.NewReader(strings.NewReader(string(asked.Seed))), asked.Name)
	if err != nil {
		return answer{}, err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return answer{}, err
	}
	signed, err := note.Sign(&note.Note{Text: asked.Text}, signer)
	return answer{Note: string(signed), Vkey: vkey}, err
}
