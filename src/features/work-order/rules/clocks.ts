import type { Calendar } from '../../../kernel/calendar.ts'
import { type Adjustment, type Clock, runClock } from '../../../kernel/procedure/clock.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'
import { type ClockName, type Matter, specOf } from './clock-specs.ts'
import type { ParamsOn } from './params.ts'
import type { Fact } from './state.ts'

export type { ClockName }

/** A clock of one turn: every time an order is sent to a unit its clocks start anew, and the old ones are kept. */
export type OrderClock = Clock & { readonly name: ClockName; readonly round: number; readonly turn: number }

/** A clock while its facts are read: what `runClock` needs, still open to change. */
type Open = {
  readonly name: ClockName
  readonly round: number
  readonly turn: number
  matter: Matter
  /** The date that chooses the rule: dispatch, or receipt until then. */
  relevant: Instant
  anchors: Record<string, Instant>
  adjustments: Adjustment[]
  stoppedAt?: Instant
  cancelledAt?: Instant
}

class Reading {
  readonly clocks: Open[] = []
  private matter: Matter = { kind: 'help', urgent: false }
  private contactable = true
  private round = 1
  private turn = 0
  private receivedAt: Instant = 0 as Instant
  /** A unit has it; not while the desk decides anew who should. */
  private sent = false
  /** What has been done in the running turn, whether a clock ran for it or not. */
  private readonly done = new Set<ClockName>()

  private running(name?: ClockName): Open[] {
    return this.clocks.filter(
      clock =>
        clock.stoppedAt === undefined && clock.cancelledAt === undefined && (name === undefined || clock.name === name),
    )
  }

  private open(
    name: ClockName,
    relevant: Instant,
    anchors: Record<string, Instant>,
    turn = Math.max(1, this.turn),
  ): void {
    this.clocks.push({ name, round: this.round, turn, matter: this.matter, relevant, anchors, adjustments: [] })
  }

  private stop(name: ClockName, at: Instant): void {
    this.done.add(name)
    for (const clock of this.running(name)) clock.stoppedAt = at
  }

  private cancel(at: Instant, ...names: ClockName[]): void {
    for (const clock of this.running()) if (names.length === 0 || names.includes(clock.name)) clock.cancelledAt = at
  }

  private anchor(name: string, at: Instant): void {
    for (const clock of this.running()) if (clock.anchors[name] === undefined) clock.anchors[name] = at
  }

  /**
   * Starts a clock of the running turn from now. A turn has one clock of a name: the one that runs, or was taken off,
   * begins anew, and what has been done in this turn is not asked for again.
   */
  private restart(name: ClockName, at: Instant): void {
    if (this.done.has(name)) return
    const anchors = { accept: at, dispatch: at, sign: at }
    const known = this.clocks.find(
      clock => clock.name === name && clock.round === this.round && clock.turn === this.turn,
    )
    if (known === undefined) this.open(name, at, anchors)
    else {
      delete known.cancelledAt
      Object.assign(known, { matter: this.matter, relevant: at, anchors, adjustments: [] })
    }
  }

  private send(at: Instant): void {
    this.turn += 1
    this.sent = true
    this.done.clear()
    const [waiting] = this.running('close').filter(clock => clock.anchors.dispatch === undefined)
    this.cancel(at, 'contact', 'arrive')
    if (waiting === undefined) {
      this.cancel(at, 'close')
      this.open('close', at, { accept: this.receivedAt, dispatch: at })
    } else {
      waiting.anchors.dispatch = at
      waiting.relevant = at
    }
    const anchors = { accept: this.receivedAt, dispatch: at }
    if (this.contactable) this.open('contact', at, { ...anchors })
    if (this.matter.urgent) this.open('arrive', at, { ...anchors })
  }

  private amend(matter: Matter, at: Instant): void {
    const foundUrgent = matter.urgent && !this.matter.urgent
    this.matter = matter
    for (const clock of this.running()) clock.matter = matter
    if (!matter.urgent) this.cancel(at, 'arrive')
    // What turns out to be urgent only now is urgent from now, not from when it was sent.
    if (foundUrgent && this.sent) {
      if (this.contactable) this.restart('contact', at)
      this.restart('arrive', at)
    }
  }

  private pause(from: Instant, why: string): void {
    for (const clock of this.running()) clock.adjustments.push({ kind: 'pause', from, why })
  }

  private resume(to: Instant): void {
    for (const clock of this.running()) {
      clock.adjustments = clock.adjustments.map(moved =>
        moved.kind === 'pause' && moved.to === undefined ? { ...moved, to } : moved,
      )
    }
  }

  read(fact: Fact): void {
    const { at } = fact
    switch (fact.action) {
      case 'accept':
        this.matter = { kind: fact.kind, urgent: fact.urgent }
        this.contactable = fact.contactable
        this.receivedAt = fact.saidAt ?? at
        this.open('close', at, { accept: this.receivedAt }, this.turn + 1)
        return
      case 'amend':
        this.amend({ kind: fact.kind, urgent: fact.urgent }, at)
        return
      case 'dispatch':
      case 'designate':
        this.send(at)
        return
      case 'sign':
        this.anchor('sign', at)
        return
      case 'contact':
        this.stop('contact', at)
        return
      case 'arrive':
        this.stop('arrive', at)
        return
      case 'grantExtension':
        for (const clock of this.running('close'))
          clock.adjustments.push({ kind: 'extend', at, workdays: fact.workdays })
        return
      case 'grantPause':
        this.pause(at, fact.reason)
        return
      case 'resume':
        this.resume(at)
        return
      case 'grantReturn':
      case 'recall':
        this.sent = false
        this.cancel(at, 'contact', 'arrive')
        return
      case 'answer':
      case 'close':
        this.stop('close', at)
        this.cancel(at, 'contact', 'arrive')
        if (this.contactable) this.open('followUp', at, { close: at })
        return
      case 'followUp':
        if (fact.final) this.stop('followUp', at)
        return
      case 'archive':
        this.cancel(at)
        return
      case 'record':
        // When it was sent on there is not known: its clock runs from receipt.
        for (const clock of this.running('close')) clock.anchors.dispatch = this.receivedAt
        if (fact.replied) this.stop('close', at)
        return
      case 'reopen':
        this.sent = false
        this.cancel(at)
        this.round += 1
        this.receivedAt = at
        this.open('close', at, { accept: at }, this.turn + 1)
        return
      case 'decline':
      case 'withdraw':
      case 'terminate':
      case 'toPetition':
        this.cancel(at)
        return
      case 'claim':
        this.contactable = true
        return
      default:
        return
    }
  }
}

/**
 * Every clock the facts make, in the order they started. The stored clocks are these and nothing else, so that
 * anyone with the facts, the parameters and the calendar can recompute every due.
 */
export const clocksOf = (facts: readonly Fact[], paramsOn: ParamsOn, calendar: Calendar): readonly OrderClock[] => {
  const reading = new Reading()
  for (const fact of facts) reading.read(fact)
  return reading.clocks.map(({ name, round, turn, matter, relevant, ...trace }) => {
    const params = paramsOn(dateOf(relevant))
    return {
      ...runClock(specOf(name, matter, params), trace, { calendar, closeMinute: params.closeMinute }),
      name,
      round,
      turn,
    }
  })
}
