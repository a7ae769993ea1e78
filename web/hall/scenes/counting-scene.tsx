import { useTexts } from '../../ui/texts.ts';
import type { Meeting } from '../hall-feed.ts';
import { TEXTS } from '../texts.ts';
import { Arithmetic, Notes } from './arithmetic.tsx';

type Teller = Meeting['tellers'][number];

function Cell({ is, text }: { readonly is: 'done' | 'bad' | 'open'; readonly text: string }) {
  return <td class={`is-${is}`}>{`${is === 'done' ? '✓ ' : is === 'bad' ? '✗ ' : ''}${text}`}</td>;
}

function TellerRow({ teller, hasPaper }: { readonly teller: Teller; readonly hasPaper: boolean }) {
  const texts = useTexts(TEXTS);
  const cell = (isDone: boolean) => (
    <Cell is={isDone ? 'done' : 'open'} text={isDone ? texts.done : teller.absent ? texts.absent : texts.waiting} />
  );
  return (
    <tr>
      <th scope="row">{texts.slots[teller.slot]}</th>
      {cell(teller.boardSigned)}
      {hasPaper && cell(teller.paperEntered)}
      {cell(teller.sharesReleased)}
      {teller.result === 'objected' ? <Cell is="bad" text={texts.objected} /> : cell(teller.result === 'signed')}
    </tr>
  );
}

/** After the close: how far each of the three has come, without any figure of the result. */
export function CountingScene({ meeting }: { readonly meeting: Meeting }) {
  const texts = useTexts(TEXTS);
  const { paper, counts } = meeting;
  const hasPaper = paper !== null && paper !== 'none-issued';
  return (
    <main class="hall-main hall-centre hall-counting">
      <h2 class="hall-now">{meeting.state === 'counted' ? texts.counted : texts.closed}</h2>
      <p class="hall-lead">{meeting.state === 'counted' ? texts.countedHelp : texts.closedHelp}</p>
      <table class="hall-progress">
        <thead>
          <tr>
            <th scope="col">{texts.tellers}</th>
            <th scope="col">{texts.steps.board}</th>
            {hasPaper && <th scope="col">{texts.steps.paper}</th>}
            <th scope="col">{texts.steps.shares}</th>
            <th scope="col">{texts.steps.result}</th>
          </tr>
        </thead>
        <tbody>
          {meeting.tellers.map((teller) => (
            <TellerRow key={teller.slot} teller={teller} hasPaper={hasPaper} />
          ))}
        </tbody>
      </table>
      {hasPaper && <p class={`hall-paper is-${paper}`}>{texts.paperStanding[paper]}</p>}
      {counts && (
        <div>
          <Arithmetic counts={counts} />
          <p class="hall-small">
            <Notes counts={counts} />
          </p>
        </div>
      )}
    </main>
  );
}
