const KEY = 'no text for people: whatever is not known is refused';
const FILE_NAME = 'the name of a file, told back to whoever chose it';
const PLAN = 'written where `openRound` writes, read by the same screens';
const IMPORT = 'the same round’s name as `openRound`’s';
const REASON = 'a reason beside others of its kind that were tried: one component shows them all';

/** Texts of the contract in which the scripted county has no script, each with the reason. */
export const UNTRIED: Readonly<Record<string, string>> = {
  'checkIn.code': KEY,
  'drawOpinionProof.code': KEY,
  'confirmItem.sources[].subject': KEY,
  'confirmItem.sources[].indicator': KEY,
  'saveNomination.candidates[].phone': 'digits alone',
  'saveNomination.candidates[].name': 'the sample finds its people by it; their organisations have scripts',
  'objectToResult.payload.reason': 'in the printed result, an attempt of its own',
  'voidByTellers.payload.reason': REASON,
  'voidMeeting.reason': REASON,
  'nameDelegatesTeller.reason': REASON,
  'withdrawReport.reason': REASON,
  'discardOpinion.reason': REASON,
  'setMeasure.reason': REASON,
  'returnItem.reason': REASON,
  'changePlan.reason': REASON,
  'checkImport.roundName': IMPORT,
  'importRound.roundName': IMPORT,
  'changePlan.plan.basis[].title': PLAN,
  'changePlan.plan.basis[].number': PLAN,
  'changePlan.plan.leader.name': PLAN,
  'changePlan.plan.leader.post': PLAN,
  'changePlan.plan.commission.name': PLAN,
  'changePlan.plan.units[].leader.name': PLAN,
  'changePlan.plan.units[].head.name': PLAN,
  'changePlan.plan.rules.unitIndicators[].name': PLAN,
  'changePlan.plan.rules.officerIndicators[].name': PLAN,
  'changeCollated.topic': 'written where `collate` writes, read by the same screens',
  'changeCollated.wording': 'written where `collate` writes, read by the same screens',
  'setObservers.observers[].name': 'beside the delegates’ names, in the same list',
  'setObservers.observers[].organisation': 'beside the delegates’ organisations, in the same list',
  'setAgenda.agenda[]': 'an agenda as the sample has it is the standard one, in words of ours',
  'checkImport.fileName': FILE_NAME,
  'importRound.fileName': FILE_NAME,
  'importNomination.fileName': FILE_NAME,
  'readReportFile.fileName': FILE_NAME,
  'createStatementUpload.fileName': FILE_NAME,
  'recordStatement.media.fileName': FILE_NAME,
  'createEvidenceUpload.fileName': FILE_NAME,
};
