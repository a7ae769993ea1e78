import { Qr } from '../../ui/qr.tsx';
import { CARD_TEXTS } from './card-texts.ts';
import { groupsOfFour, type VotingCard } from './make-cards.ts';

/** Strips of 99 mm, three to an A4 page. */
export const CARDS_PER_SHEET = 3;

/** Cards by the sheet they are printed on. */
export function sheetsOf(cards: readonly VotingCard[]): readonly (readonly VotingCard[])[] {
  const sheets: VotingCard[][] = [];
  for (let start = 0; start < cards.length; start += CARDS_PER_SHEET) {
    sheets.push(cards.slice(start, start + CARDS_PER_SHEET));
  }
  return sheets;
}

interface CardProps {
  readonly card: VotingCard;
  readonly unit: string;
}

function CodePanel({ card }: Pick<CardProps, 'card'>) {
  return (
    <div class="card-panel card-code">
      <Qr text={card.address} label={CARD_TEXTS.qr} correction="Q" />
      <p class="card-scan">{CARD_TEXTS.scan}</p>
      <p class="card-code-label">{CARD_TEXTS.code}</p>
      <p class="card-code-text code">{groupsOfFour(card.code)}</p>
    </div>
  );
}

function StepsPanel() {
  return (
    <div class="card-panel card-steps">
      <h3>{CARD_TEXTS.stepsTitle}</h3>
      <ol>
        {CARD_TEXTS.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{CARD_TEXTS.anonymous}</p>
      <p class="card-paper">{CARD_TEXTS.paper}</p>
    </div>
  );
}

function OutsidePanel({ card, unit }: CardProps) {
  return (
    <div class="card-panel card-outside">
      <p class="card-unit">{CARD_TEXTS.meeting(unit)}</p>
      <p class="card-title">{CARD_TEXTS.title}</p>
      <p class="card-name">{card.name}</p>
      <p class="card-number">{CARD_TEXTS.number(card.number)}</p>
      <p class="card-secret">{CARD_TEXTS.secret}</p>
    </div>
  );
}

/**
 * One card, printed on one side: the left third (code) folds inwards over the middle (what to do), the right third (name)
 * outwards behind them. Folded, the name shows and the code lies between two layers of paper.
 */
function Card({ card, unit }: CardProps) {
  return (
    <section class="voting-card">
      <CodePanel card={card} />
      <StepsPanel />
      <OutsidePanel card={card} unit={unit} />
      <span class="fold fold-in">{CARD_TEXTS.foldIn}</span>
      <span class="fold fold-out">{CARD_TEXTS.foldOut}</span>
    </section>
  );
}

/** The A4 sheets. They show on paper only: nobody reads codes over a shoulder. */
export function CardSheets({ cards, unit }: { readonly cards: readonly VotingCard[]; readonly unit: string }) {
  return (
    <div class="card-sheets" lang="zh-CN">
      {sheetsOf(cards).map((sheet) => (
        <div class="card-sheet" key={sheet[0]?.delegate}>
          {sheet.map((card) => (
            <Card key={card.delegate} card={card} unit={unit} />
          ))}
        </div>
      ))}
    </div>
  );
}
