import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { Registry } from '../../../functions/store/registry.ts';
import { tableDefinition } from '../../../functions/store/tables.ts';
import { checkAuditLog } from '../../../shared/protocol/audit-chain.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { armedMeeting, readyToFreeze, SESSION } from '../registry/prepared-meeting.ts';

withEngine();

/** What a point-in-time recovery gives: a new table with the items of that moment, beside the one that is in use. */
async function recoveryPoint(county: County): Promise<{ restore(): Promise<{ readonly registry: Registry }> }> {
  const { documents, tables } = county;
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: tables.registry, ConsistentRead: true }));
  return {
    restore: async () => {
      const name = `${tables.registry}-restored`;
      await documents.send(new CreateTableCommand(tableDefinition(name)));
      for (const Item of Items) await documents.send(new PutCommand({ TableName: name, Item }));
      return { registry: new Registry(documents, name) };
    },
  };
}

/** docs/operations/restore-registry.md */
describe('the registry is restored to an earlier moment', () => {
  test('while nothing was drawn yet: every card draws, once', async () => {
    const county = await makeCounty();
    const meeting = await armedMeeting(county);
    const deps = await (await recoveryPoint(county)).restore();
    const [code, message] = [meeting.codeOf(1), meeting.newBlinded()];
    answered(await meeting.draw(code, message, { deps }));
    expect(refusedAs(await meeting.draw(code, meeting.newBlinded(), { deps }))).toMatch(/code-used/);
  });

  test('under a session in which somebody drew since: that card draws a second token, which is why the session is voided', async () => {
    const county = await makeCounty();
    const meeting = await armedMeeting(county);
    const point = await recoveryPoint(county);
    const code = meeting.codeOf(1);
    answered(await meeting.draw(code));
    expect(refusedAs(await meeting.draw(code))).toMatch(/code-used/);
    const deps = await point.restore();
    answered(await meeting.draw(code, meeting.newBlinded(), { deps }));

    const why = '登记表恢复到较早时刻，表决卡可能领两次票';
    answered(await county.call('voidMeeting', { session: SESSION, reason: why }, { ...OFFICE, deps }));
    county.clock.nowMs += 60_000;
    expect(refusedAs(await meeting.draw(meeting.codeOf(2), meeting.newBlinded(), { deps }))).toBe(
      '409 check-in-closed',
    );
  });

  test('the log is cut back to that moment, and minutes printed since find it out', async () => {
    const county = await makeCounty();
    const point = await recoveryPoint(county);
    await readyToFreeze(county);
    const printed = (await county.all.registry.audit.head())?.hash;
    const deps = await point.restore();
    const auditor = { staff: staffOf('auditor') };
    const exported = async (options = {}) => {
      const { url } = answered(await county.call('exportAudit', {}, { ...auditor, ...options }));
      return checkAuditLog(await (await fetch(url)).text(), printed);
    };
    expect(await exported()).toMatchObject({ defects: [] });
    expect((await exported({ deps })).defects).toMatchObject([{ code: 'head-missing' }]);
  });
});
