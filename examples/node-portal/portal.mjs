/**
 * What people can do at the portal, and what it remembers about them.
 *
 * One process keeps everything in memory, and in one file if it is given one. Whatever runs between two `await`s is
 * one locked step: that is how simultaneous guesses are counted one by one (LOCK-13).
 */
import { createHash, createHmac, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { ANIMALS, PASSWORD_PICTURES } from './pictures.mjs'
import * as rules from './rules.mjs'

const hash = promisify(scrypt)
const KEPT = ['schools', 'groups', 'pupils', 'teachers', 'passes', 'sessions']
const WORDS = [
  'appel',
  'banjer',
  'cactus',
  'druif',
  'eikel',
  'fluit',
  'gieter',
  'hamer',
  'jasmijn',
  'kastanje',
  'lantaarn',
  'molen',
]
const SEEN_AGAIN_AFTER = 5 * 60_000
const MAILS_KEPT = 1000

const pick = (list) => list[randomInt(list.length)]
const newId = () => randomBytes(12).toString('hex')
const digest = (token) => createHash('sha256').update(token).digest('base64url')
const byName = (one, other) => one.firstName.localeCompare(other.firstName, 'nl')

export const newToken = () => randomBytes(32).toString('base64url')

export class Portal {
  #key
  #clock
  #file
  #slow = new Map()
  #nobody = null

  /** The home codes are derived from `key`; `clock()` gives the time; `file`, if given, keeps everything. */
  constructor({ key, clock = Date.now, file }) {
    this.#key = key
    this.#clock = clock
    this.#file = file
    this.mails = []
    const kept = file ? read(file) : {}
    for (const name of KEPT) this[name] = new Map(kept[name])
    this.#save()
  }

  now() {
    return this.#clock()
  }

  /** A secret of the portal itself, for `purpose`. */
  keyFor(purpose, about) {
    return createHmac('sha256', this.#key).update(`${purpose} ${about}`).digest('base64url')
  }

  // At home. A device shows `passes`: a token for each pupil whose code was verified on it (PICK-2).

  notYet() {
    return this.now() < rules.OPENS ? { is: 'not yet' } : null
  }

  known(passes) {
    const pupils = passes.map((token) => this.#pass(token)).filter(Boolean)
    return [...new Set(pupils.map(({ pupil }) => this.pupils.get(pupil)))].sort(byName)
  }

  /** Verify a code. Codes that are nobody's slow down `from`, where they come from, and block nobody (LOCK-14). */
  async enterCode(typed, from, passes) {
    if (this.notYet()) return this.notYet()
    if (!(await this.#turn(from))) return { is: 'too fast' }
    const code = rules.readCode(typed)
    const pupil = code && [...this.pupils.values()].find(({ finds }) => finds === code.finds)
    if (!pupil) {
      this.#fill(from, 1)
      return { is: 'wrong' }
    }
    const until = rules.blockedUntil(pupil.lock, this.now())
    if (until) return { is: 'blocked', until }
    if (!rules.sameCode(code, this.#codeOf(pupil))) return this.#failed(pupil, this.#count(pupil))
    const refused = rules.refusedBy(this.schoolOf(pupil))
    if (refused) return refused
    for (const token of passes) if (this.#pass(token)?.pupil === pupil.id) this.passes.delete(digest(token))
    const pass = newToken()
    this.passes.set(digest(pass), { pupil: pupil.id, edition: pupil.edition, until: this.now() + rules.REMEMBERED })
    this.#save()
    log('code verified', { pupil: pupil.id })
    return { is: 'known', pupil, pass }
  }

  /** Why the pupil cannot try a password at home now, or null if the pupil can. */
  closed(pupil) {
    const until = rules.blockedUntil(pupil.lock, this.now())
    return this.notYet() ?? rules.refusedBy(this.schoolOf(pupil)) ?? (until ? { is: 'blocked', until } : null)
  }

  /** The guess is counted before it is checked; a login sets the count back to zero (LOCK-11). */
  async signInAtHome(passes, id, secret) {
    const pupil = this.known(passes).find((one) => one.id === id)
    if (!pupil) return { is: 'unknown' }
    const closed = this.closed(pupil)
    if (closed) return closed
    const counted = this.#count(pupil)
    if (!(await matches(pupil.secret, secret))) return this.#failed(pupil, counted)
    const pass = passes.find((token) => this.#pass(token)?.pupil === id)
    if (!pass) return { is: 'unknown' }
    pupil.lock = rules.NO_FAILURES
    this.#pass(pass).until = this.now() + rules.REMEMBERED
    return { is: 'in', token: this.#start({ pupil: id, place: 'home' }), pupil, pass }
  }

  forgetDevice(passes) {
    for (const token of passes) this.passes.delete(digest(token))
    this.#save()
  }

  // At school: through the school's own link, with the same secret, without a code or a block (SECRET-5, LOCK-7).

  schoolAt(link) {
    return [...this.schools.values()].find((school) => school.link === link)
  }

  async signInAtSchool(link, id, secret) {
    const pupil = this.pupils.get(id)
    if (!pupil || this.schoolOf(pupil) !== this.schoolAt(link)) return { is: 'unknown' }
    return this.#guess({ [`at school ${id}`]: 5 }, pupil, secret, { pupil: id, place: 'school' })
  }

  // The teacher: only their own groups (TEACHER-5).

  async signInTeacher(email, password, address) {
    const teacher = [...this.teachers.values()].find((one) => one.email === email.trim().toLowerCase())
    const from = { [`teacher ${email}`]: 5, [`teachers at ${address}`]: 20 }
    return this.#guess(from, teacher, password, { teacher: teacher?.id })
  }

  groupsOf(teacher) {
    const own = [...this.groups.values()].filter(({ teachers }) => teachers.includes(teacher.id))
    return own.sort((one, other) => one.name.localeCompare(other.name, 'nl'))
  }

  groupOf(teacher, id) {
    return this.groupsOf(teacher).find((group) => group.id === id)
  }

  pupilOf(teacher, id) {
    return this.pupilsOf(...this.groupsOf(teacher)).find((pupil) => pupil.id === id)
  }

  unlock(pupil) {
    pupil.lock = rules.NO_FAILURES
    this.#save()
    log('unlocked', { pupil: pupil.id })
  }

  /** The code as printed on paper; null if the school hands out none (TEACHER-3). */
  printedCode(pupil) {
    return rules.refusedBy(this.schoolOf(pupil)) ? null : rules.printed(this.#codeOf(pupil))
  }

  /** From now on the old code is worth nothing, and no device remembers it any more (CODE-7). */
  replaceCode(pupil) {
    pupil.edition += 1
    this.#endSessions(({ pupil: id, place }) => id === pupil.id && place === 'home')
    this.#save()
    log('code replaced', { pupil: pupil.id })
  }

  /** The outbox: sending it is left to the supplier. It is not kept in the file, because it contains codes. */
  mail(to, subject, text) {
    this.mails.push({ to, subject, text, html: null, sent_at: new Date(this.now()).toISOString() })
    this.mails.splice(0, this.mails.length - MAILS_KEPT)
  }

  // Sessions are kept and ended here, so a copy of a cookie is worth nothing after logging out (SIBLING-3).

  who(token) {
    const session = token && this.sessions.get(digest(token))
    if (!session || rules.sessionOver(session, this.now())) return null
    const pupil = this.pupils.get(session.pupil)
    if (pupil && session.place === 'home' && rules.refusedBy(this.schoolOf(pupil))) return null
    if (this.now() - session.seen > SEEN_AGAIN_AFTER) {
      session.seen = this.now()
      this.#save()
    }
    return pupil ? { pupil } : { teacher: this.teachers.get(session.teacher) }
  }

  logOut(token) {
    if (this.sessions.delete(digest(token))) this.#save()
  }

  // What the school's administration does.

  /** Returns the school with every secret in plain text, only this once. `fixed` gives what is otherwise random. */
  async addSchool({ name, home_login, network_environment, groups }, fixed = {}) {
    const school = {
      id: newId(),
      name,
      link: fixed.link ?? newToken(),
      homeLogin: home_login,
      environment: network_environment,
    }
    const teachers = new Map()
    const pupils = []
    for (const group of groups) {
      for (const one of group.teachers) {
        const email = one.email.trim().toLowerCase()
        const password = teachers.get(email)?.password ?? one.password ?? newToken().slice(0, 12)
        if (!teachers.has(email)) teachers.set(email, { id: newId(), name: one.name, email, password })
      }
    }
    const made = await Promise.all(
      groups.map(async ({ name, teachers: teaching, pupils: inIt }) => {
        const group = { id: newId(), school: school.id, name }
        const own = teaching.map(({ email }) => teachers.get(email.trim().toLowerCase()))
        group.teachers = [...new Set(own.map(({ id }) => id))]
        const children = await Promise.all(inIt.map((one) => newPupil(group, one)))
        pupils.push(...children.map(({ pupil }) => pupil))
        return { group, teachers: own, pupils: children }
      }),
    )
    const hashed = await Promise.all(
      [...teachers.values()].map(async (one) => ({ ...one, secret: await hashOf(one.password) })),
    )
    const taken = [...this.teachers.values()].find(({ email }) => teachers.has(email))
    if (taken) return { is: 'taken', email: taken.email }
    this.schools.set(school.id, school)
    for (const { group } of made) this.groups.set(group.id, group)
    for (const { password, ...teacher } of hashed) this.teachers.set(teacher.id, teacher)
    for (const pupil of pupils) {
      pupil.finds ??= this.#newFinds()
      this.pupils.set(pupil.id, pupil)
    }
    this.#save()
    return { is: 'made', school, groups: made }
  }

  changeSchool(school, { home_login = school.homeLogin, network_environment = school.environment }) {
    Object.assign(school, { homeLogin: home_login, environment: network_environment })
    this.#save()
  }

  removeSchool(school) {
    const groups = [...this.groups.values()].filter((group) => group.school === school.id)
    const pupils = new Set(this.pupilsOf(...groups).map(({ id }) => id))
    const teachers = new Set(groups.flatMap((group) => group.teachers))
    const gone = ({ pupil, teacher }) => pupils.has(pupil) || teachers.has(teacher)
    this.#endSessions(gone)
    for (const [token, pass] of this.passes) if (gone(pass)) this.passes.delete(token)
    for (const id of pupils) this.pupils.delete(id)
    for (const id of teachers) this.teachers.delete(id)
    for (const { id } of groups) this.groups.delete(id)
    this.schools.delete(school.id)
    this.#save()
  }

  /** Sets a different password or picture than the one before, and returns it in plain text (SECRET-4). */
  async changeSecret(pupil, kind = pupil.kind, password) {
    let secret = password ?? newSecret(kind)
    while (!password && (await matches(pupil.secret, secret))) secret = newSecret(kind)
    Object.assign(pupil, { kind, secret: await hashOf(secret) })
    this.#endSessions(({ pupil: id }) => id === pupil.id)
    this.#save()
    return secret
  }

  pupilsOf(...groups) {
    const ids = new Set(groups.map(({ id }) => id))
    return [...this.pupils.values()].filter(({ group }) => ids.has(group)).sort(byName)
  }

  schoolOf(pupil) {
    return this.schools.get(this.groups.get(pupil.group).school)
  }

  groupsIn(school) {
    return [...this.groups.values()].filter((group) => group.school === school.id)
  }

  #pass(token) {
    const pass = this.passes.get(digest(token))
    const pupil = pass && this.pupils.get(pass.pupil)
    return pupil && pass.edition === pupil.edition && this.now() < pass.until ? pass : null
  }

  #codeOf({ finds, edition }) {
    return rules.codeOf(this.#key, finds, edition)
  }

  #newFinds() {
    const taken = new Set([...this.pupils.values()].map(({ finds }) => finds))
    let finds
    do finds = rules.asFinds(randomInt(rules.FINDS_UP_TO))
    while (taken.has(finds))
    return finds
  }

  #count(pupil) {
    pupil.lock = rules.afterFailure(pupil.lock, this.now())
    this.#save()
    return pupil.lock
  }

  #failed(pupil, counted) {
    const until = rules.blockedUntil(counted, this.now())
    log(until ? 'blocked' : 'wrong guess', { pupil: pupil.id })
    return until ? { is: 'blocked', until } : { is: 'wrong' }
  }

  /** A login that failures slow down but never block. Checking takes as long for an unknown person. */
  async #guess(from, person, secret, session) {
    if (!(await this.#turn(from))) return { is: 'too fast' }
    this.#fill(from, 1)
    this.#nobody ??= await hashOf(newToken())
    if (!(await matches(person?.secret ?? this.#nobody, secret)) || !person) {
      log('login refused', session)
      return { is: 'wrong' }
    }
    this.#fill(from, -1)
    return { is: 'in', token: this.#start(session) }
  }

  #start(who) {
    const token = newToken()
    const now = this.now()
    this.#endSessions((session) => rules.sessionOver(session, now))
    for (const [key, { until }] of this.passes) if (until <= now) this.passes.delete(key)
    this.sessions.set(digest(token), { ...who, started: now, seen: now })
    this.#save()
    log('logged in', who)
    return token
  }

  #endSessions(whose) {
    for (const [token, session] of this.sessions) if (whose(session)) this.sessions.delete(token)
  }

  /** Wait for a turn; false if too many are waiting. `from` says of each place how many failures are free. */
  async #turn(from) {
    const now = performance.now()
    const waits = Object.entries(from).map(([place, free]) => {
      const slow = this.#slow.get(place)
      const pause = slow ? rules.pauseFor(rules.leaked(slow.level, now - slow.at), free) : 0
      return { slow, at: Math.max(now, slow?.next ?? 0) + pause, pause }
    })
    const at = Math.max(...waits.map((wait) => wait.at))
    if (at - now > 8000) return false
    for (const { slow, pause } of waits) if (pause) slow.next = at
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now))
    return true
  }

  #fill(from, drops) {
    const now = performance.now()
    if (this.#slow.size > 10_000) {
      for (const [place, { level, at }] of this.#slow) if (!rules.leaked(level, now - at)) this.#slow.delete(place)
    }
    for (const place of Object.keys(from)) {
      const { level, at, next } = this.#slow.get(place) ?? { level: 0, at: now, next: 0 }
      this.#slow.set(place, { level: Math.max(0, rules.leaked(level, now - at) + drops), at: now, next })
    }
  }

  #save() {
    if (!this.#file) return
    const kept = KEPT.map((name) => [name, [...this[name]]])
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
  }
}

const newSecret = (kind) =>
  kind === 'picture' ? pick(Object.keys(PASSWORD_PICTURES)) : `${pick(WORDS)}${randomInt(100, 1000)}`

async function newPupil(
  group,
  { first_name, last_name, parent_email, secret: kind, password, finds, picture, animal },
) {
  const secret = password ?? picture ?? newSecret(kind)
  const pupil = {
    id: newId(),
    group: group.id,
    firstName: first_name,
    lastName: last_name,
    parentEmail: parent_email,
    animal: animal ?? pick(Object.keys(ANIMALS)),
    kind,
    secret: await hashOf(secret),
    finds,
    edition: 1,
    lock: rules.NO_FAILURES,
  }
  return { pupil, secret }
}

async function hashOf(secret) {
  const salt = randomBytes(16)
  return `${salt.toString('base64')} ${(await hash(secret.normalize('NFC'), salt, 32)).toString('base64')}`
}

async function matches(hashed, secret) {
  const [salt, expected] = hashed.split(' ').map((part) => Buffer.from(part, 'base64'))
  return timingSafeEqual(await hash(secret.normalize('NFC'), salt, 32), expected)
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw new Error(`DATA: ${file} cannot be read (${error.message})`)
  }
}

/** One line of JSON per event, with ids and never a code, a password or a name. */
function log(event, about) {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...about })}\n`)
}
