// A real sign-in service for tests: npm oidc-provider. Settings are the first argument; its port is printed.
import { createServer } from 'node:http'
import { Provider } from '../interop/node_modules/oidc-provider/lib/index.js'

const told = JSON.parse(process.argv[2])
const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [
      { client_id: told.clientId, client_secret: told.clientSecret, redirect_uris: [told.redirectUri] },
      { client_id: 'another', client_secret: 'another secret', redirect_uris: [told.redirectUri] },
    ],
    cookies: { keys: ['a test'] },
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} Evans`, roles: told.roles[id] ?? [] }),
    }),
  })
  server.on('request', provider.callback())
  console.log(issuer)
})
