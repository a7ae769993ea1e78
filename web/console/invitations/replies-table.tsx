import { CHANNELS, type Channel, REPLIES, type Reply } from '../../../shared/process/invitations.ts';
import { useTexts } from '../../ui/texts.ts';
import { useDesk } from '../staff-api.ts';
import { DataTable } from '../table/data-table.tsx';
import type { Letter } from './all-invitations.ts';
import { INVITATION_TEXTS } from './texts.ts';

export interface LetterPresses {
  readonly onSent: (letter: Letter, channel: Channel | null) => void;
  readonly onReply: (letter: Letter, reply: Reply | null) => void;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly none: string;
  readonly names: Readonly<Record<Value, string>>;
  readonly values: readonly Value[];
  readonly onChoose: (value: Value | null) => void;
}

function Choice<Value extends string>({ label, value, none, names, values, onChoose }: ChoiceProps<Value>) {
  return (
    <select
      class="input"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(values.find((each) => each === event.currentTarget.value) ?? null)}
    >
      <option value="">{none}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {names[each]}
        </option>
      ))}
    </select>
  );
}

function SentCell({ letter, onSent }: { readonly letter: Letter } & Pick<LetterPresses, 'onSent'>) {
  const texts = useTexts(INVITATION_TEXTS);
  const { role } = useDesk();
  const { sent, name } = letter;
  const words = sent === null ? texts.notSent : texts.channels[sent.channel];
  return (
    <>
      {role === 'unit-clerk' ? (
        <Choice
          label={texts.sentOf(name)}
          value={sent?.channel ?? null}
          none={texts.notSent}
          names={texts.channels}
          values={CHANNELS}
          onChoose={(channel) => onSent(letter, channel)}
        />
      ) : (
        words
      )}
      {sent !== null && <span class="cell-detail">{texts.sentBy(sent.by, sent.onDay)}</span>}
    </>
  );
}

function ReplyCell({ letter, onReply }: { readonly letter: Letter } & Pick<LetterPresses, 'onReply'>) {
  const texts = useTexts(INVITATION_TEXTS);
  const { role } = useDesk();
  const { reply, name } = letter;
  if (role !== 'unit-clerk' && role !== 'inspection-office')
    return <>{reply === null ? texts.noReply : texts.replies[reply]}</>;
  return (
    <Choice
      label={texts.replyOf(name)}
      value={reply}
      none={texts.noReply}
      names={texts.replies}
      values={REPLIES}
      onChoose={(chosen) => onReply(letter, chosen)}
    />
  );
}

/** Every delegate with what went out and what came back; a choice is recorded at once. */
export function RepliesTable({ letters, onSent, onReply }: { readonly letters: readonly Letter[] } & LetterPresses) {
  const texts = useTexts(INVITATION_TEXTS);
  const replyText = ({ reply }: Letter) => (reply === null ? texts.noReply : texts.replies[reply]);
  const sentText = ({ sent }: Letter) => (sent === null ? texts.notSent : texts.channels[sent.channel]);
  return (
    <div class="replies">
      <DataTable
        caption={texts.caption}
        rows={letters}
        keyOf={({ delegate }) => delegate}
        columns={[
          { id: 'number', title: texts.number, text: ({ number }) => String(number), rank: ({ number }) => number },
          { id: 'name', title: texts.name, text: ({ name }) => name },
          { id: 'organisation', title: texts.organisation, text: ({ organisation }) => organisation },
          { id: 'phone', title: texts.phoneMasked, text: ({ phoneMasked }) => phoneMasked },
          {
            id: 'sent',
            title: texts.sent,
            text: sentText,
            cell: (letter) => <SentCell letter={letter} onSent={onSent} />,
          },
          {
            id: 'reply',
            title: texts.reply,
            text: replyText,
            cell: (letter) => <ReplyCell letter={letter} onReply={onReply} />,
          },
        ]}
      />
    </div>
  );
}
