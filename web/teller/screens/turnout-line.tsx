import { useEffect, useState } from 'preact/hooks';
import { useScene } from '../scene.ts';

const POLL_MS = 5_000;

interface Turnout {
  readonly drawn: number;
  readonly papers: number;
  readonly ballots: number;
}

/** Who has checked in, and how many ballots are in the box: counts only. */
export function TurnoutLine() {
  const { context, face, texts } = useScene();
  const [turnout, setTurnout] = useState<Turnout | null>(null);
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      const { session, call } = context;
      const [issued, box] = await Promise.all([call('getTurnout', { session }), call('countBallots', { session })]);
      if (isOver || !issued.ok || !box.ok) return;
      const { drawn, papersIssued } = issued.value;
      setTurnout({ drawn, papers: papersIssued, ballots: box.value.electronic });
    };
    void ask();
    const timer = setInterval(() => void ask(), POLL_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [context]);
  if (turnout === null) return null;
  return (
    <div class="note">
      <p>{texts.turnout(turnout.drawn, turnout.papers)}</p>
      {face.state !== 'armed' && <p>{texts.inBox(turnout.ballots)}</p>}
    </div>
  );
}
