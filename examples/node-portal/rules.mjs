/**
 * The rules of logging in at home. Pure: values in, values out; `now` is an argument, in milliseconds.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DUTCH_TIME = 'Europe/Amsterdam'

/** The moment from which there is a home login (ENTRY-5). */
export const OPENS = Date.parse('2021-07-23T00:00:00+02:00')
/** How long a device remembers a pupil: a school year and its holidays, within a browser's 400 days (COOKIE-4). */
export const REMEMBERED = 390 * DAY

const SESSION = { idle: 2 * HOUR, lasts: 10 * HOUR }
const FAILURES_TO_THE_BLOCK = 10
const BLOCK_LASTS = HOUR

/** The network environments of the guide: their pupils log in there, not here (G2). */
export const ENVIRONMENTS = Object.freeze([
  'MOO',
  'ZuluConnect',
  'XCool/Cloudwise',
  'MijnOnderwijsPortaal',
  'Ratho Portaal',
  'Prowise Go',
  'Skool/Miloo',
  'OnlineKlas',
])

// The block (LOCK-1 to LOCK-12): a lock is a value.

export const NO_FAILURES = Object.freeze({ count: 0, until: 0 })

/** When the block ends, or null if there is none at `now`. */
export const blockedUntil = (lock, now) => (now < lock.until ? lock.until : null)

/** One more failure. A block that is over leaves nothing behind (LOCK-12). */
export function afterFailure(lock, now) {
  const over = lock.until !== 0 && lock.until <= now
  const count = over ? 1 : lock.count + 1
  return { count, until: count >= FAILURES_TO_THE_BLOCK ? now + BLOCK_LASTS : 0 }
}

// The home code: fifteen digits in groups of three. Six find the home account, the other nine prove it.
// Those nine are not stored: they follow from the portal's key and from how often the code was replaced (CODE-7).

const FINDS = 6
const PROVES = 9

/** The code that a child typed, or null if it does not have the shape of one (CODE-4). */
export function readCode(typed) {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .replace(/o/gi, '0')
    .replace(/[il]/gi, '1')
  return /^\d{15}$/.test(digits) ? { finds: digits.slice(0, FINDS), proves: digits.slice(FINDS) } : null
}

export function codeOf(key, finds, edition) {
  const digest = createHmac('sha256', key).update(`home code ${finds} ${edition}`).digest()
  const number = digest.readBigUInt64BE() % 10n ** BigInt(PROVES)
  return { finds, proves: number.toString().padStart(PROVES, '0') }
}

export const asFinds = (number) => number.toString().padStart(FINDS, '0')
export const FINDS_UP_TO = 10 ** FINDS
export const sameCode = (one, other) => timingSafeEqual(Buffer.from(one.proves), Buffer.from(other.proves))
export const printed = ({ finds, proves }) => (finds + proves).match(/.{3}/g).join(' ')

/** Why the school's pupils do not log in here, or null if they do (CODE-5, CODE-6, TEACHER-3). */
export function refusedBy(school) {
  if (school.environment) return { is: 'elsewhere', environment: school.environment }
  return school.homeLogin ? null : { is: 'not at home' }
}

export const sessionOver = ({ started, seen }, now) => now >= started + SESSION.lasts || now >= seen + SESSION.idle

// Slowing down (LOCK-14): each failure adds one to a bucket that leaks one a minute; above `free`, turns take longer.

/** How full the bucket still is after `elapsed` milliseconds. */
export const leaked = (level, elapsed) => Math.max(0, level - elapsed / MINUTE)
export const pauseFor = (level, free) => Math.min(Math.max(0, level - free) * 500, 4000)

/** A time as people read it, rounded up: once that minute has come, the block is over. */
export function clockTime(moment) {
  const format = new Intl.DateTimeFormat('nl-NL', {
    timeZone: DUTCH_TIME,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return format.format(Math.ceil(moment / MINUTE) * MINUTE)
}

export const calendarDay = (moment) =>
  new Intl.DateTimeFormat('nl-NL', { timeZone: DUTCH_TIME, dateStyle: 'long' }).format(moment)
