import type { AcknowledgingRole, PreparationPart } from '../../../shared/process/preparation.ts';
import { defineTexts } from '../../ui/texts.ts';

/** Every word of the screen of the report on the preparation. */
export const PREPARATION_TEXTS = defineTexts({
  zh: {
    title: (unit: string) => `事前汇报 · ${unit}`,
    lead: '开会以前，单位向当地纪委和县局领导报告准备情况。两方都签收之后，才能冻结测评表、召开大会。',
    none: '单位经办人还没有提交事前汇报。',
    report: '事前汇报',
    parts: {
      opinions: '意见征求情况',
      delegates: '代表产生和邀请情况',
      reports: '述职述廉报告准备情况',
      venue: '会场和设备准备情况',
      risks: '可能的问题和应对',
    } as Readonly<Record<PreparationPart, string>>,
    of: (version: number, who: string, day: string) => `第 ${version} 稿，${who} 提交于 ${day}`,
    characters: (n: number, most: number) => `${n} / ${most} 字`,
    incomplete: '五个部分都要写，每部分不超过 2000 字。',
    submit: '提交事前汇报',
    submitAgain: '提交新稿',
    submitEffect: '提交之后，由当地纪委和县局领导分别签收。',
    submitResets: (who: string) => `${who}已经签收过原来的一稿。提交新稿后，两方都要重新签收；原稿连同签收记录留存。`,
    submitted: '已提交，等待当地纪委和县局领导签收。',
    storedNow: '现在提交着的一稿：',
    acknowledgements: '签收',
    roles: { 'discipline-commission': '当地纪委', 'county-leader': '县局领导' } as Readonly<
      Record<AcknowledgingRole, string>
    >,
    acknowledgedBy: (role: string, who: string, day: string) => `${role}：${who} 签收于 ${day}`,
    notYet: (role: string) => `${role}：还没有签收`,
    acknowledge: '签收这份汇报',
    acknowledgeEffect: (role: string) =>
      `以${role}的名义签收您刚才看到的这一稿。两方须由两个人分别签收，签收不能撤回。`,
    both: '两方都已签收。',
    closed: '测评表已经冻结，事前汇报不再改动。',
  },
  en: {
    title: (unit) => `Report on the preparation · ${unit}`,
    lead: 'Before the meeting the unit reports on its preparation to the discipline commission and the county’s leader. Without both acknowledgements nothing is frozen, and there is no meeting.',
    none: 'The unit’s clerk has not handed in a report yet.',
    report: 'Report on the preparation',
    parts: {
      opinions: 'Opinions gathered',
      delegates: 'Delegates and invitations',
      reports: 'The officers’ reports',
      venue: 'Venue and equipment',
      risks: 'What may go wrong, and what is ready for it',
    },
    of: (version, who, day) => `Version ${version}, handed in by ${who} on ${day}`,
    characters: (n, most) => `${n} / ${most} characters`,
    incomplete: 'All five parts are needed, of at most 2000 characters each.',
    submit: 'Hand in the report',
    submitAgain: 'Hand in a new version',
    submitEffect: 'The discipline commission and the county’s leader then acknowledge it, each their own.',
    submitResets: (who) =>
      `Already acknowledged as it was by: ${who}. A new version has to be acknowledged anew by both; the old one is kept with its acknowledgements.`,
    submitted: 'Handed in; the discipline commission and the county’s leader acknowledge it now.',
    storedNow: 'Handed in at present:',
    acknowledgements: 'Acknowledgements',
    roles: { 'discipline-commission': 'the discipline commission', 'county-leader': 'the county’s leader' },
    acknowledgedBy: (role, who, day) => `${role}: ${who}, ${day}`,
    notYet: (role) => `${role}: not yet`,
    acknowledge: 'Acknowledge this report',
    acknowledgeEffect: (role) =>
      `Acknowledges, for ${role}, the version you have just read. Two people do it, one for each side, and it is not taken back.`,
    both: 'Both have acknowledged it.',
    closed: 'The ballot form is frozen; the report on the preparation stays as it is.',
  },
});
