import { useState } from 'preact/hooks';
import { isSessionId } from '../../../shared/process/ids.ts';
import {
  MAX_OPINION_CHARACTERS,
  type OPINION_KINDS,
  type OpinionSubject,
  RECORDED_CHANNELS,
} from '../../../shared/process/opinions.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { makeReceiptSecret, opinionReceiptHash, receiptFragment } from '../../../shared/protocol/opinion-receipt.ts';
import { Qr } from '../../ui/qr.tsx';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { randomBytes } from '../random-bytes.ts';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import { KindAndSubject } from './kind-and-subject.tsx';
import { SelectField } from './select-field.tsx';
import type { Subjects } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';

interface Heard {
  readonly channel: (typeof RECORDED_CHANNELS)[number];
  readonly kind: (typeof OPINION_KINDS)[number];
  readonly about: OpinionSubject;
  readonly text: string;
  readonly name: string;
  readonly contact: string;
  /** Of its author's receipt; made with the form, so that a press repeated is one opinion. */
  readonly secret: Bytes;
}

const nothingHeard = (): Heard => ({
  channel: 'door-to-door',
  kind: 'suggestion',
  about: { kind: 'unit' },
  text: '',
  name: '',
  contact: '',
  secret: makeReceiptSecret(randomBytes),
});

interface SlipProps {
  readonly session: string;
  readonly secret: Bytes;
  readonly unitName: string;
  readonly onClose: () => void;
}

/** The receipt of an opinion that was heard: in this window, and then on paper in its author's hand. */
function Slip({ session, secret, unitName, onClose }: SlipProps) {
  const texts = useTexts(COLLATION_TEXTS);
  useLeavingGuard(true, texts.slipLeave);
  if (!isSessionId(session)) throw new Error('not a session');
  const link = `${location.origin}/opinion/${receiptFragment({ session, secret })}`;
  return (
    <div class="opinion-slip stack-small">
      <p class="note note-good no-print" role="status">
        {texts.recorded}
      </p>
      <p class="opinion-slip-title">{texts.slipTitle}</p>
      <p>{unitName}</p>
      <div class="opinion-slip-qr">
        <Qr text={link} label={texts.slipQr} correction="Q" />
      </div>
      <p>{texts.slipLead}</p>
      <p>{texts.slipKeep}</p>
      <p>{texts.slipTakeOver}</p>
      <div class="buttons no-print">
        <button type="button" class="button button-strong" onClick={() => print()}>
          {texts.slipPrint}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {texts.slipClose}
        </button>
      </div>
    </div>
  );
}

interface RecordSectionProps {
  readonly session: string;
  readonly subjects: Subjects;
  readonly onRecorded: () => void;
}

/** A form for what was heard at a door, in a seminar, read in a letter or told on the telephone. */
export function RecordSection({ session, subjects, onRecorded }: RecordSectionProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const [heard, setHeard] = useState(nothingHeard);
  const [slip, setSlip] = useState<Bytes | null>(null);
  const change = (changed: Partial<Heard>) => setHeard({ ...heard, ...changed });
  const { channel, kind, about, text, name, contact, secret } = heard;
  const characters = [...text.trim()].length;
  const isFit = characters > 0 && characters <= MAX_OPINION_CHARACTERS;
  const record = async () => {
    if (!isSessionId(session)) throw new Error('not a session');
    const receiptHash = await opinionReceiptHash({ session, secret });
    const named = name.trim() === '' ? null : { name, contact };
    return api('recordOpinion', { session, channel, kind, about, text, named, receiptHash });
  };
  const { busy, failed, press } = useAction(record, () => {
    setSlip(secret);
    setHeard(nothingHeard());
    onRecorded();
  });
  if (slip !== null)
    return <Slip session={session} secret={slip} unitName={subjects.unitName} onClose={() => setSlip(null)} />;
  return (
    <details class="stack-small no-print">
      <summary>{texts.recordTitle}</summary>
      <p>{texts.recordLead}</p>
      <SelectField
        label={texts.channel}
        value={channel}
        options={RECORDED_CHANNELS.map((each) => [each, texts.channels[each]] as const)}
        onSelect={(value) => change({ channel: value })}
      />
      <KindAndSubject kind={kind} about={about} subjects={subjects} onChange={change} />
      <TextArea
        label={texts.words}
        rows={5}
        value={text}
        note={texts.characters(characters, MAX_OPINION_CHARACTERS)}
        onInput={(value) => change({ text: value })}
      />
      <TextField
        label={texts.name}
        value={name}
        error={null}
        maxLength={40}
        onInput={(value) => change({ name: value })}
      />
      {name.trim() !== '' && (
        <TextField
          label={texts.contact}
          value={contact}
          error={null}
          maxLength={60}
          onInput={(value) => change({ contact: value })}
        />
      )}
      <button type="button" class="button button-strong" disabled={busy || !isFit} onClick={() => void press()}>
        {texts.record}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </details>
  );
}
