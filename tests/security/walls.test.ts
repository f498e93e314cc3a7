import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stage } from '../../src/features/work-order/testing.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { BREADTHS } from '../../src/platform/db/rows.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { as, reader, TABLES } from './support/readers.ts'

/** Tables of a city without policies on rows, each with the reason why it needs none. */
const OPEN: Readonly<Record<string, string>> = {
  administrator_kind: 'the names of three roles',
  calendar_seen: 'a version number',
  committee_election: 'published: elections of committees, from their announcement on, without candidates',
  committee_election_official: 'published: who runs an election',
  deliberation_body: 'published: what the bodies of a place consist of, by kinds and names of bodies',
  deliberation_list: 'published: what towns want deliberated',
  community_budget: 'published: which places have a budget',
  community_budget_grant: 'published: what was granted for a year, and why',
  community_budget_report: 'published: quarters as they were published',
  demo: 'whether the demonstration was made',
  directory_head: 'a number',
  estate: 'published: estates with their counts, assembly and committee',
  estate_formation: 'published: how the owners’ assembly is formed',
  estate_formation_fact: 'published: the same, step by step',
  estate_meeting: 'published: what the owners’ committee decided',
  estate_member: 'published: who was elected into the owners’ committee',
  estate_parking: 'published: what the owners have laid down about parking',
  fund_use_name: 'published: number and title of what a fund paid for',
  fund: 'published: which estates have a repair fund, who keeps it and at which bank',
  fund_use: 'published: what repair funds are used for, from the application on',
  fund_use_called: 'published: which vote was convened for a use',
  fund_use_warrant: 'published: on which motion or confirmation the money of a use stands',
  grid: 'published: the grids of the city',
  hotline: 'published: the hotlines of the city',
  ledger_book: 'which funds and schemes have books, no amounts',
  maintenance: 'published: announced work',
  estate_term: 'published: the terms of the owners’ committee',
  journal_entry: 'published for ever; personal facts are commitments',
  journal_head: 'published',
  journal_tile: 'published',
  number_block: 'numbers',
  organisation: 'published: the bodies of the city',
  owners_vote: 'published: what owners decide together, from its agenda on',
  owners_vote_count: 'published with the result: sums, and what opens them',
  owners_vote_delivery: 'units and how the papers reached them, no names',
  owners_vote_motion: 'published: the agenda',
  owners_vote_refused: 'counts of ballots that were refused, by reason and day',
  owners_vote_roll: 'published: heads under pseudonyms, with their areas',
  owners_vote_unit: 'published: units that count, with their areas',
  processing_record: 'published: what is done with personal data, and why',
  reseal: 'which column is sealed with which key',
  rule_conflict: 'rules',
  rule_value: 'published: what holds in the city',
  rule_value_stamp: 'a version',
  time_bank_rule: 'published: what a time bank lays down',
  time_bank_scheme: 'published: time banks, and who makes them good',
  volunteer_activity: 'published: what volunteers are called for',
  volunteer_figure: 'published figures',
  volunteer_group: 'published: groups of volunteers',
  volunteer_serial: 'a number',
  volunteer_shift: 'published: when, and how many places are left',
  village_decision: 'published: what a village decides, from its proposal on',
  work_order_month: 'published figures',
}

/** Files of the slices that read as the system, past the second wall, each with its reason. */
const AS_SYSTEM: Readonly<Record<string, string>> = {
  'account/account-commands.ts': 'links that open an account: who holds one is nobody yet',
  'account/factor-commands.ts': 'second factors: no policy shows them to anyone',
  'account/routes-api-staff.ts': 'half sessions: nobody is known yet',
  'account/routes-api.ts': 'whether a second factor is set',
  'account/routes-factor.ts': 'second factors: no policy shows them to anyone',
  'account/routes-security.ts': 'accounts, the security log and break-glass, for administrators of the access table',
  'account/routes-staff.ts': 'half sessions: nobody is known yet',
  'account/staff-commands.ts': 'signing in: nobody is known yet',
  'account/state.ts': 'whether a second factor is set',
  'community-budget/routes-staff.ts':
    'grants, holds and payments: no policy lets a reader write a ledger; the access table is asked in each verb',
  'committee-election/routes-staff.ts': 'the next number',
  'estate/routes-bodies.ts': 'a member’s name against the register’s sealed one; the log has no policy for writing',
  'estate/routes-keep.ts': 'owners and verified persons by their numbers: no policy shows them to a clerk',
  'maintenance-fund/routes-open.ts':
    'sums of buildings, the same for everybody: no policy shows accounts to a stranger',
  'maintenance-fund/routes-bank.ts': 'what the bank says goes into the books: no reader may write a ledger',
  'maintenance-fund/routes-keep.ts': 'no reader may write a ledger; the verbs ask the access table',
  'maintenance-fund/routes-papers.ts':
    'the hash of a statement goes into the fund’s log, which has no policy for writing',
  'maintenance-fund/routes-read.ts': 'the audit of a fund, for auditors and the keeper’s lead of the access table',
  'maintenance-fund/routes-housing.ts':
    'a deed in the log of a fund: no reader may write one; the verb asks the access table',
  'maintenance-fund/routes-renewal.ts':
    'owners of others’ homes are told, and the fund’s log has no policy for writing; the verb asks the access table',
  'deliberation/opinions.ts': 'votes: counted over everybody, shown to nobody',
  'deliberation/routes-figures.ts': 'figures of what is public, counted once for everybody',
  'deliberation/routes-mine.ts': 'the next number',
  'deliberation/routes-staff.ts': 'the next number',
  'deliberation/shown-topic.ts': 'ratings: counted over everybody, shown to nobody',
  'fund-use/routes-staff.ts':
    'the next number; the ledger, which no reader may write: the command asks the access table',
  'operations/routes.ts': 'queues and announcements of the whole city, for its system administrator',
  'owners-vote/ballot-form.ts': 'whose a head is, the register says: no policy shows a buyer the seller’s',
  'owners-vote/bundle.ts': 'the published proof of a count, the same for everybody',
  'owners-vote/count-ballots.ts': 'the count opens every ballot; only sums leave',
  'owners-vote/own-receipt.ts': 'whose a head is; the look is written down as the person’s own',
  'owners-vote/routes-own.ts': 'whose a head is, the register says: no policy shows a buyer the seller’s',
  'owners-vote/routes-staff.ts': 'the next number; the count, of which only sums leave; whose an agent’s telephone is',
  'owners-vote/shown.ts': 'how many took part and how many were refused: counts, the same for everybody',
  'privacy/routes-console.ts': 'holds and releases, for auditors of the access table',
  'privacy/routes-own.ts': 'erasing an account reaches all that opens it',
  'real-name/account.ts': 'ties and merges of two parties',
  'real-name/enter.ts': 'signing in: nobody is known yet',
  'real-name/journey.ts': 'on the way to an identity service: nobody is known yet',
  'real-name/routes-account.ts': 'claims and ties: no policy shows them to anyone',
  'real-name/routes-console.ts': 'claims and merges, for clerks and administrators of the access table',
  'account/commands.ts': 'signing in: nobody is known yet',
  'account/routes.ts': 'whom a link of the demonstration would sign in',
  'village-decision/routes-figures.ts': 'figures of what is public, counted once for everybody',
  'village-decision/routes-staff.ts': 'the next number',
  'time-bank/routes-mine.ts': 'only the system writes ledgers; what the care pool holds is published',
  'time-bank/routes-staff.ts': 'only the system writes ledgers; sums over a scheme',
  'time-bank/shown.ts': 'what the care pool holds is published; which services were paid is asked about one’s own',
  'volunteering/match-open.ts': 'volunteers of other communities who would come, masked',
  'volunteering/mine.ts': 'how many wait before one: a count',
  'volunteering/routes-help.ts': 'the next number; a need and its match concern two people',
  'volunteering/routes-list.ts': 'which ids a list has, by the index; what is shown is read as the reader',
  'volunteering/routes-mine.ts': 'the next number; a place in a shift changes the shift and whoever waits',
  'volunteering/routes-needs.ts': 'the next number; volunteers of other communities who would come, masked',
  'volunteering/routes-open.ts': 'a certificate, for whoever holds its number and its code',
  'volunteering/routes-place.ts': 'the shift of a code on a wall; a look at where help is needed is written down',
  'volunteering/routes-register.ts':
    'the next number; verified persons by their numbers: no policy shows them to a clerk',
  'volunteering/routes-run.ts': 'the next number',
  'volunteering/routes-shared.ts': 'a place in a shift changes the shift and whoever waits',
  'work-order/people.ts': 'how many orders a colleague has in hand: a count',
  'work-order/report.ts': 'the next number',
  'work-order/routes-act.ts': 'the next number',
  'work-order/routes-field.ts': 'the next number',
  'work-order/figures.ts': 'figures over all rounds, the same for everybody who may ask',
  'work-order/routes-figures.ts': 'the rows behind published figures',
  'work-order/routes-help.ts': 'which ids a list has, by the index; what is shown is read as the reader',
  'work-order/routes-months.ts': 'published figures, counted over all rounds',
  'work-order/routes-open.ts': 'how many of the published lie in each town: a count kept for everybody',
  'work-order/routes-staff.ts': 'numbers of orders whose dues moved',
}

test('S-12 every table of a city has policies, or a reason to need none', async t => {
  const { db } = await testCity(t)
  const tables = await db.rows<{ name: string; held: boolean }>(TABLES, [db.city.schema])
  for (const { name, held } of tables)
    assert.equal(
      held,
      !Object.hasOwn(OPEN, name),
      `${name}: ${held ? 'is held and named open' : 'has no policies and is not named open'}`,
    )
  for (const name of Object.keys(OPEN))
    assert.ok(
      tables.some(table => table.name === name),
      `${name} is no table`,
    )
})

test('S-12 a city’s role has no right in another city', async t => {
  const { city, cast } = await stage(t)
  const other = await city.addCity('440100', '广州市')
  const tables = await other.rows<{ name: string }>(TABLES, [other.city.schema])
  assert.ok(tables.length > 40)
  let rights = 0
  for (const breadth of BREADTHS) {
    const mine = city.db.as({ ...reader(city.db, cast.deskLead), breadth })
    for (const { name } of tables)
      for (const text of [
        `select * from c440100."${name}"`,
        `delete from c440100."${name}"`,
        `insert into c440100."${name}" default values`,
      ])
        await mine.rows(sql(`t.${breadth}.${name}`.slice(0, 40), text)).then(
          () => rights++,
          error => assert.ok(error instanceof DatabaseError && error.code === '42501', String(error)),
        )
  }
  const held = sql(
    'test.rights',
    `select count(*) as n from pg_class c cross join pg_roles r
     where c.relnamespace = 'c440100'::regnamespace and c.relkind in ('r', 'p') and r.rolname like 'linli\\_c442000%'
       and (has_schema_privilege(r.oid, 'c440100', 'usage') or has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate'))`,
  )
  rights += (await city.db.one<{ n: number }>(held)).n
  t.diagnostic(`${rights} rights in the other city`)
  assert.equal(rights, 0)
  const shared = sql('test.migration', 'select * from public.migration')
  await assert.rejects(as(city.db, cast.systemAdmin).rows(shared), /42501/)
})

test('S-12 only named files read as the system, and only they choose a reader’s breadth', () => {
  const root = join(import.meta.dirname, '../../src/features')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    file => /\.ts$/.test(file) && !/\.test\.ts$/.test(file),
  )
  const using = (pattern: RegExp): readonly string[] =>
    files.filter(file => pattern.test(readFileSync(join(root, file), 'utf8'))).toSorted()
  assert.deepEqual(
    using(/\bctx\.system(Once)?\b|\bsystem[,:\s][^\n]*=>|\bsystem,\n|\bsystemOnce\b/),
    Object.keys(AS_SYSTEM).toSorted(),
  )
  assert.deepEqual(using(/\.as\(\{/), ['deliberation/routes-hall.ts', 'work-order/routes-help.ts'])
})
