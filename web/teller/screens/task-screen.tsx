import { useScene } from '../scene.ts';
import type { Task } from '../tasks.ts';
import { AnnouncedScreen } from './announced-screen.tsx';
import { CheckBoxScreen } from './check-box-screen.tsx';
import { CheckCodeScreen } from './check-code-screen.tsx';
import { CloseBoxScreen } from './close-box-screen.tsx';
import { CompareScreen } from './compare-screen.tsx';
import { KeptHere } from './kept-here.tsx';
import { ManifestScreen } from './manifest-screen.tsx';
import { OpenBoxScreen } from './open-box-screen.tsx';
import { PaperScreen } from './paper-screen.tsx';
import { SettleScreen } from './settle-screen.tsx';
import { ClosingTimeScreen, HeadCountScreen, OpenVotingScreen, WaitClosingScreen } from './voting-screens.tsx';
import { WaitingScreen } from './waiting-screen.tsx';

/** The screen of the one task that is current. */
export function TaskScreen({ task }: { readonly task: Task }) {
  switch (task.at) {
    case 'read-manifest':
      return <ManifestScreen />;
    case 'check-code':
      return <CheckCodeScreen />;
    case 'open-voting':
      return <OpenVotingScreen />;
    case 'head-count':
      return <HeadCountScreen />;
    case 'closing-time':
      return <ClosingTimeScreen />;
    case 'wait-closing':
      return <WaitClosingScreen closesAt={task.closesAt} />;
    case 'close-box':
      return <CloseBoxScreen />;
    case 'check-box':
      return <CheckBoxScreen />;
    case 'enter-paper':
      return <PaperScreen />;
    case 'settle-paper':
      return <SettleScreen />;
    case 'open-box':
      return <OpenBoxScreen />;
    case 'compare':
      return <CompareScreen />;
    case 'announced':
      return <AnnouncedScreen />;
    default:
      return <WaitingTask task={task} />;
  }
}

type WaitingAt = Extract<
  Task['at'],
  | `wait-${'freeze' | 'arming' | 'board' | 'paper' | 'settling' | 'shares' | 'announcement'}`
  | 'scan-again'
  | 'absent'
  | 'voided'
>;

function WaitingTask({ task }: { readonly task: Extract<Task, { at: WaitingAt }> }) {
  const { context, face, texts } = useScene();
  switch (task.at) {
    case 'scan-again':
      return <WaitingScreen title={texts.scanAgainTitle} detail={texts.scanAgainDetail} />;
    case 'wait-freeze':
      return (
        <WaitingScreen title={texts.waitFreezeTitle} detail={texts.waitFreezeDetail}>
          <KeptHere />
        </WaitingScreen>
      );
    case 'wait-arming':
      return <WaitingScreen title={texts.waitArmingTitle} detail={texts.waitArmingDetail} missing={task.missing} />;
    case 'wait-board':
      return <WaitingScreen title={texts.waitBoardTitle} detail={texts.waitBoardDetail} missing={task.missing} />;
    case 'wait-paper':
      return <WaitingScreen title={texts.waitPaperTitle} detail={texts.waitPaperDetail} />;
    case 'wait-settling':
      return <WaitingScreen title={texts.waitSettlingTitle} detail={texts.waitSettlingDetail} />;
    case 'wait-shares':
      return <WaitingScreen title={texts.waitSharesTitle} detail={texts.waitSharesDetail} missing={task.missing} />;
    case 'wait-announcement': {
      const own = face.tellers.find(({ slot }) => slot === context.slot);
      return (
        <WaitingScreen title={texts.waitAnnouncementTitle} detail={texts.waitAnnouncementDetail} missing={task.missing}>
          <p class="note note-good">✓ {own?.result === 'objected' ? texts.objectedNow : texts.signedNow}</p>
        </WaitingScreen>
      );
    }
    case 'absent':
      return <WaitingScreen title={texts.absentTitle} detail={texts.absentDetail} />;
    case 'voided':
      return <WaitingScreen title={texts.voidedTitle} detail={texts.voidedDetail(task.reason)} />;
  }
}
