import { useId, useState } from 'preact/hooks';
import { CHANNELS, type Channel } from '../../../shared/process/invitations.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import type { Invitations, Letter } from './all-invitations.ts';
import { markSent } from './mark-sent.ts';
import { RepliesTable } from './replies-table.tsx';
import { INVITATION_TEXTS } from './texts.ts';

interface MarkAllProps {
  readonly unsent: readonly Letter[];
  readonly onMark: (channel: Channel) => void;
}

/** What a clerk does after a morning of carrying letters: all the rest were sent, one way. */
function MarkAll({ unsent, onMark }: MarkAllProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const id = useId();
  const [channel, setChannel] = useState<Channel>('by-hand');
  const question = useQuestion();
  if (unsent.length === 0) return <p class="quiet">{texts.allSent}</p>;
  const action = texts.markAll(unsent.length);
  return (
    <div class="stack-small">
      <p class="beside">
        <label for={id}>{texts.howSent}</label>
        <select
          id={id}
          class="input"
          value={channel}
          onChange={(event) => setChannel(CHANNELS.find((each) => each === event.currentTarget.value) ?? 'by-hand')}
        >
          {CHANNELS.map((each) => (
            <option key={each} value={each}>
              {texts.channels[each]}
            </option>
          ))}
        </select>
      </p>
      {question.isAsked ? (
        <Confirm
          action={action}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            onMark(channel);
          }}
        >
          <p>{texts.markAllConfirm(unsent.length, texts.channels[channel])}</p>
        </Confirm>
      ) : (
        <button type="button" class="button" ref={question.button} onClick={question.ask}>
          {action}
        </button>
      )}
    </div>
  );
}

interface LettersSectionProps {
  readonly session: string;
  readonly invitations: Invitations;
  readonly onChanged: () => void;
  readonly onPrint: () => void;
}

/** Printing the letters, noting what was sent, and the replies. */
export function LettersSection({ session, invitations, onChanged, onPrint }: LettersSectionProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { api, role } = useDesk();
  const [failed, setFailed] = useState<Failed | null>(null);
  const { letters, venue, counts, delegates, readingAddress } = invitations;
  const note = async (press: Promise<{ readonly ok: true } | Failed>) => {
    const answer = await press;
    setFailed(answer.ok ? null : answer);
    onChanged();
  };
  const mark = (marked: readonly Letter[], channel: Channel | null) =>
    void note(markSent(api, { session, delegates: marked.map(({ delegate }) => delegate), channel }));
  return (
    <section class="stack no-print">
      <h2>{texts.letters}</h2>
      <p>{texts.lettersLead(letters.length)}</p>
      {venue === null || readingAddress === null ? (
        <p class="note">{texts.venueFirst}</p>
      ) : (
        <>
          <button type="button" class="button button-strong" onClick={onPrint}>
            {texts.printLetters(letters.length)}
          </button>
          <p class="quiet">{texts.printHow}</p>
        </>
      )}
      <p role="status">{texts.counts({ ...counts, all: delegates })}</p>
      {failed !== null && <FailureNote answer={failed} />}
      {role === 'unit-clerk' && venue !== null && (
        <MarkAll
          unsent={letters.filter(({ sent }) => sent === null)}
          onMark={(channel) =>
            mark(
              letters.filter(({ sent }) => sent === null),
              channel,
            )
          }
        />
      )}
      <RepliesTable
        letters={letters}
        onSent={(letter, channel) => mark([letter], channel)}
        onReply={({ delegate }, reply) => void note(api('recordReply', { session, delegate, reply }))}
      />
    </section>
  );
}
