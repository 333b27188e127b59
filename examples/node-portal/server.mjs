/**
 * The portal on the web: a request in, one thing done, a page out. Speaks plain HTTP, behind something that speaks TLS.
 */
import { timingSafeEqual } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { control, settableClock } from './control.mjs'
import { DEMO_KEY, demoSchools } from './demo.mjs'
import * as pages from './pages.mjs'
import { DRAWINGS } from './pictures.mjs'
import { newToken, Portal } from './portal.mjs'
import { routesOf, see, Trouble, VISIT } from './routes.mjs'
import { SHAPES } from './shapes.mjs'

const STYLE = readFileSync(new URL('style.css', import.meta.url))
const LARGEST_FORM = 10_000
const TOKEN = /^[\w-]{43}$/
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
}

/** What one request brings, and the cookies that its answer sets. */
function visitOf(request, portal, settings) {
  const [path, query] = request.url.split('?')
  const cookies = new Map(
    (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim().split('='))
      .filter(([, value]) => TOKEN.test(value)),
  )
  const sent = []
  const visit = {
    path,
    query: new URLSearchParams(query),
    cookies,
    sent,
    form: new URLSearchParams(),
    token: cookies.get(VISIT),
    address: settings.behindProxy
      ? request.headers['x-forwarded-for']?.split(',').at(-1).trim()
      : request.socket.remoteAddress,
    set: (name, value, age) =>
      sent.push(
        `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age === undefined ? '' : `; Max-Age=${age}`}`,
      ),
  }
  visit.who = portal.who(visit.token)
  if (!visit.token) {
    visit.token = newToken()
    // A form without its cookie was sent by another site; a cookie in the answer would end the visitor's own visit.
    if (request.method !== 'POST') visit.set(VISIT, visit.token)
  }
  visit.csrf = portal.keyFor('form', visit.token)
  return visit
}

async function bodyOf(request, largest) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > largest) throw new Trouble(413)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const same = (one, other) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

async function pageFor(request, visit, routes) {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const here = routes.filter(({ at }) => at.test(visit.path))
  const route = here.find((one) => one.method === method)
  if (!route) throw new Trouble(here.length ? 405 : 404)
  if (method === 'POST') {
    visit.form = new URLSearchParams(await bodyOf(request, LARGEST_FORM))
    if (!same(visit.form.get('zegel') ?? '', visit.csrf)) {
      if (visit.path === '/uitloggen' && !visit.who) return see('/tot-ziens')
      throw new Trouble(403)
    }
  }
  return route.work(visit, visit.path.match(route.at)[1])
}

/** Where to start again when a page leads nowhere. */
const startOf = (path) => path.match(/^\/op-school\/[^/]+|^\/leerkracht/)?.[0] ?? '/thuis'

function fileAt(path, { script }) {
  if (path === '/stijl.css') return { type: 'text/css; charset=utf-8', body: STYLE }
  if (path === '/script.js' && script) return { type: 'text/javascript; charset=utf-8', body: script }
  const svg = DRAWINGS.get(path.match(/^\/plaatjes\/(\w+)\.svg$/)?.[1])
  return svg && { type: 'image/svg+xml', body: svg }
}

function portalOn(portal, settings, protocol) {
  const { shape } = settings
  const headers = shape.script
    ? { ...HEADERS, 'Content-Security-Policy': `${HEADERS['Content-Security-Policy']}; script-src 'self'; connect-src 'self'` }
    : HEADERS
  const routes = Object.entries(routesOf(portal, settings, shape.pages)).map(([address, work]) => {
    const [method, path] = address.split(' ')
    return { method, at: new RegExp(`^${path.replace(':', '([^/]+)')}$`), work }
  })
  return createServer({ requestTimeout: 30_000, keepAliveTimeout: 65_000 }, async (request, response) => {
    const send = (status, more, body) => response.writeHead(status, { ...headers, ...more }).end(body)
    let visit
    try {
      if (protocol?.serves(request.url)) return await protocol.answer(request, response, bodyOf)
      const file = fileAt(request.url, shape)
      if (file) return send(200, { 'Content-Type': file.type, 'Cache-Control': 'public, max-age=86400' }, file.body)
      visit = visitOf(request, portal, settings)
      const { status, location, body } = await pageFor(request, visit, routes)
      const to = location ? { Location: location } : { 'Content-Type': 'text/html; charset=utf-8' }
      const page = shape.shell && !request.headers['x-by-script'] ? shape.shell : body
      send(status, { ...to, 'Cache-Control': 'no-store', 'Set-Cookie': visit.sent }, page)
    } catch (error) {
      const status = error instanceof Trouble ? error.status : 500
      if (status === 500) console.error(error)
      if (response.headersSent) return response.destroy()
      const body = visit ? pages.troublePage(visit, status, startOf(visit.path)) : 'Er ging hier iets stuk.'
      const kept = {
        'Cache-Control': 'no-store',
        'Set-Cookie': visit?.sent ?? [],
        ...(status === 413 && { Connection: 'close' }),
      }
      send(status, { 'Content-Type': `text/${visit ? 'html' : 'plain'}; charset=utf-8`, ...kept }, body)
    }
  })
}

/** The only place where the environment and the command line are read. */
function settingsFrom(env, args) {
  const options = { demo: { type: 'boolean' }, shape: { type: 'string', default: 'plain' } }
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const demo = values.demo || env.DEMO === '1'
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT: ${env.PORT} is not a port`)
  if (positionals.length > (values.demo ? 1 : 0)) throw new Error(`${positionals.join(' ')}: only --demo takes a file`)
  if (!Object.hasOwn(SHAPES, values.shape))
    throw new Error(`--shape ${values.shape}: one of ${Object.keys(SHAPES).join(', ')}`)
  if (env.PUBLIC_URL && !/^https?:\/\/[^/]+\/?$/.test(env.PUBLIC_URL))
    throw new Error('PUBLIC_URL: an address such as https://thuis.example')
  if (env.DATA && !env.SECRET_KEY) throw new Error('DATA needs a SECRET_KEY: the printed home codes follow from it')
  if (env.DATA && demo) throw new Error('DATA: the demo keeps nothing; leave it out')
  if (env.SECRET_KEY && env.SECRET_KEY.length < 32) throw new Error('SECRET_KEY: 32 characters or more')
  return {
    demo,
    shape: SHAPES[values.shape],
    roster: positionals[0],
    port,
    host: env.HOST ?? '127.0.0.1',
    key: demo ? DEMO_KEY : (env.SECRET_KEY ?? newToken()),
    file: env.DATA,
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, ''),
    behindProxy: env.BEHIND_PROXY === '1',
    controlToken: env.CONTROL_TOKEN,
  }
}

async function start() {
  const settings = settingsFrom(process.env, process.argv.slice(2))
  const clock = settings.controlToken ? settableClock() : undefined
  const portal = new Portal({ key: settings.key, clock: clock?.now, file: settings.file })
  const protocol = clock && control(portal, clock, settings)
  const server = portalOn(portal, settings, protocol)
  await new Promise((resolve, reject) => server.once('error', reject).listen(settings.port, settings.host, resolve))
  const url = settings.publicUrl ?? `http://${settings.host}:${server.address().port}`
  settings.addresses = { front: `${url}/`, home: `${url}/thuis`, teacher: `${url}/leerkracht` }
  if (settings.demo) {
    const roster = JSON.stringify(await demoSchools(portal, settings.addresses), null, 2)
    if (settings.roster) writeFileSync(settings.roster, `${roster}\n`)
    else console.log(roster)
  }
  console.log(`Leerhuis: ${settings.addresses.front}${protocol ? `  control protocol: ${url}${protocol.at}` : ''}`)
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => server.close(() => process.exit(0)) && server.closeIdleConnections())
}

start().catch((error) => {
  console.error(`node-portal: ${error.message}`)
  process.exit(2)
})
