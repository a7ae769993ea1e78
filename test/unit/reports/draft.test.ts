import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Draft,
  type DraftEvent,
  openDraft,
  statusOf,
  stepDraft,
  wantsSaving,
} from '../../../web/console/reports/draft.ts';
import { keptCopy } from '../../../web/console/reports/kept-copy.ts';
import { textsOf } from './texts.ts';

const BASE = { version: 3, texts: textsOf((place) => `第${place}段`) };
const THEIRS = { version: 4, texts: textsOf(() => '对方写的'), who: '样例经办人乙' };
const OFFLINE: DraftEvent = { type: 'failed', answer: { ok: false, network: true } };
const REFUSED: DraftEvent = {
  type: 'failed',
  answer: { ok: false, problem: { type: 'urn:x', title: '不行', status: 409 } },
};
const typed = (text: string): DraftEvent => ({ type: 'typed', part: 'lawful-duty', text });
const play = (...events: readonly DraftEvent[]): Draft => events.reduce(stepDraft, openDraft(BASE));

describe('a report that saves itself', () => {
  it('is saved when it is opened, unsaved when something is typed, and saved again with the answer', () => {
    expect(statusOf(play())).toBe('saved');
    expect(statusOf(play(typed('新')))).toBe('unsaved');
    expect(statusOf(play(typed('新'), { type: 'sent' }))).toBe('saving');
    const saved = play(typed('新'), { type: 'sent' }, { type: 'saved', version: 4 });
    expect([statusOf(saved), saved.base.version]).toEqual(['saved', 4]);
  });

  it('sends again what was typed while it was sending', () => {
    const draft = play(typed('新'), { type: 'sent' }, typed('新的'), { type: 'saved', version: 4 });
    expect([statusOf(draft), wantsSaving(draft), draft.texts['lawful-duty']]).toEqual(['unsaved', true, '新的']);
  });

  it('never sends twice at once', () => {
    expect(wantsSaving(play(typed('新'), { type: 'sent' }))).toBe(false);
    expect(wantsSaving(play(typed('新'), { type: 'sent' }, typed('新的')))).toBe(false);
  });

  it('goes on trying without a network, and is at once ready when there is one', () => {
    const offline = play(typed('新'), { type: 'sent' }, OFFLINE);
    expect([statusOf(offline), wantsSaving(offline)]).toEqual(['offline', true]);
    expect(statusOf(stepDraft(offline, { type: 'online' }))).toBe('unsaved');
    const through = [{ type: 'sent' }, { type: 'saved', version: 4 }, typed('再')] as const;
    expect(statusOf(through.reduce<Draft>(stepDraft, offline))).toBe('unsaved');
  });

  it('writes on from its own save whose answer was lost, and asks nobody to merge it', () => {
    const offline = play(typed('新'), { type: 'sent' }, OFFLINE);
    const arrived = { version: 4, texts: offline.texts, who: '样例经办人甲' };
    const on = [typed('新的'), { type: 'sent' }, { type: 'met', theirs: arrived }] as const;
    const draft = on.reduce<Draft>(stepDraft, offline);
    expect([statusOf(draft), wantsSaving(draft), draft.base.version]).toEqual(['unsaved', true, 4]);
    expect(draft.texts['lawful-duty']).toBe('新的');
    const met = stepDraft(stepDraft(offline, { type: 'sent' }), { type: 'met', theirs: THEIRS });
    expect(statusOf(met)).toBe('conflict');
  });

  it('waits for a change after a refusal', () => {
    const refused = play(typed('新'), { type: 'sent' }, REFUSED);
    expect([statusOf(refused), wantsSaving(refused)]).toEqual(['refused', false]);
    expect(wantsSaving(stepDraft(refused, typed('新的')))).toBe(true);
  });

  it('does not send what is too long', () => {
    const draft = play(typed('字'.repeat(5_001)));
    expect([statusOf(draft), wantsSaving(draft)]).toEqual(['too-long', false]);
  });

  it('stops over somebody else’s version until a person has merged the two', () => {
    const conflict = play(typed('我的'), { type: 'sent' }, { type: 'met', theirs: THEIRS });
    expect([statusOf(conflict), wantsSaving(conflict), conflict.texts['lawful-duty']]).toEqual([
      'conflict',
      false,
      '我的',
    ]);
    const merged = stepDraft(conflict, { type: 'merged', texts: { ...THEIRS.texts, 'lawful-duty': '都要' } });
    expect([wantsSaving(merged), merged.base.version, merged.texts['lawful-duty']]).toEqual([true, 4, '都要']);
    expect(stepDraft(merged, { type: 'undone' }).texts['lawful-duty']).toBe('我的');
  });

  it('undoes a Word file in one step, and typing in one part in another', () => {
    const draft = play(typed('一'), typed('一二'), { type: 'replaced', texts: THEIRS.texts });
    const back = stepDraft(draft, { type: 'undone' });
    expect(back.texts['lawful-duty']).toBe('一二');
    expect(stepDraft(back, { type: 'undone' }).texts).toEqual(BASE.texts);
  });

  it('loses nothing that was typed, whatever the network and the others do', () => {
    const event = fc.oneof(
      fc.string({ minLength: 1 }).map(typed),
      fc.constantFrom<DraftEvent>(
        { type: 'sent' },
        { type: 'saved', version: 5 },
        OFFLINE,
        REFUSED,
        { type: 'met', theirs: THEIRS },
        { type: 'online' },
      ),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const last = events.findLast((each) => each.type === 'typed');
        const written = last?.type === 'typed' ? last.text : BASE.texts['lawful-duty'];
        expect(play(...events).texts['lawful-duty']).toBe(written);
      }),
    );
  });
});

describe('the copy of what is not saved', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };

  it('survives a reload, and is gone once the server has it', () => {
    const there = storage();
    const copy = keptCopy('s.o1', there);
    copy.put(play(typed('新')));
    expect(keptCopy('s.o1', there).take()).toEqual({ version: 3, texts: { ...BASE.texts, 'lawful-duty': '新' } });
    expect(keptCopy('s.o2', there).take()).toBeNull();
    copy.put(play());
    expect(copy.take()).toBeNull();
  });

  it.each(['null', '{}', '{"version":1,"texts":{}}', `{"version":"1","texts":${JSON.stringify(BASE.texts)}}`])(
    'is not believed when it is none: %s',
    (json) => {
      const there = storage();
      there.kept.set('shuangshu.report.s.o1', json);
      expect(keptCopy('s.o1', there).take()).toBeNull();
    },
  );
});
