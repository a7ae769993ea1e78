import { MessageRejected, SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { NOTICE_HEADER, NoticeNotSent, SesNotifier } from '../../../functions/store/ses-notifier.ts';

const ses = mockClient(SESv2Client);
afterAll(() => ses.restore());
afterEach(() => ses.reset());

const notifier = new SesNotifier({ client: new SESv2Client({ region: 'us-east-1' }), sender: 'notice@county.example' });
const NOTICE = {
  id: 'tuanfeng-2008-huilongshan#3#unit-head#2008-03-20',
  to: 'head@unit.example',
  subject: '【双述】回龙山工商所第 3 项整改事项逾期',
  text: '应于 2008-03-20 前答复。㛃',
};
const sent = () => ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input);
const failure = async (): Promise<NoticeNotSent> => {
  try {
    await notifier.send(NOTICE);
  } catch (error) {
    if (error instanceof NoticeNotSent) return error;
    throw error;
  }
  throw new Error('it was sent');
};
const fault = { message: `Address head@unit.example is not verified`, $metadata: {} };

describe('a notice by e-mail', () => {
  it('goes from the county’s sender to the one address, as text in UTF-8', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: '1' });
    expect(await notifier.send(NOTICE)).toBe('sent');
    expect(sent()).toMatchObject([
      {
        FromEmailAddress: 'notice@county.example',
        Destination: { ToAddresses: ['head@unit.example'] },
        Content: {
          Simple: {
            Subject: { Data: NOTICE.subject, Charset: 'UTF-8' },
            Body: { Text: { Data: NOTICE.text, Charset: 'UTF-8' } },
          },
        },
      },
    ]);
  });

  it('sent twice carries the same name both times, and another notice another', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: '1' });
    await notifier.send(NOTICE);
    await notifier.send(NOTICE);
    await notifier.send({ ...NOTICE, id: `${NOTICE.id}x` });
    const names = sent().map(({ EmailTags }) => EmailTags?.[0]?.Value);
    expect(names[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
    expect(sent()[0]?.Content?.Simple?.Headers).toEqual([{ Name: NOTICE_HEADER, Value: names[0] }]);
  });

  it('to the inbox of a role is not mailed: the console shows it', async () => {
    expect(await notifier.send({ ...NOTICE, to: 'discipline-commission/huilongshan' })).toBe('no-address');
    expect(sent()).toEqual([]);
  });

  it('that SES refuses for good says so, without the address that SES puts into its message', async () => {
    ses.on(SendEmailCommand).rejects(new MessageRejected(fault));
    const error = await failure();
    expect([error.reason, error.cause]).toEqual(['refused', 'MessageRejected']);
    expect(`${error.message}${error.stack}`).not.toContain('unit.example');
  });

  it('that SES has no time for, or that never gets there, may leave the next time', async () => {
    ses.on(SendEmailCommand).rejectsOnce(new TooManyRequestsException(fault)).rejects(new Error('socket hang up'));
    expect((await failure()).reason).toBe('unavailable');
    expect((await failure()).reason).toBe('unavailable');
  });
});
