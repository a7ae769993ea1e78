import type { OpinionKind } from '../../../shared/process/opinions.ts';
import type { OpinionProof } from '../../../shared/protocol/opinion-proof.ts';

/**
 * What people say in the sample: one question and two or three suggestions a unit before its meeting, one question spoken at it, so
 * that six units come to the source's 12 questions and 15 suggestions. How many they were is the source's; **every word is made up**.
 */
export interface SampleVoice {
  /** As somebody put it: nobody but the inspection office reads it. */
  readonly text: string;
  readonly channel: 'page' | 'door-to-door' | 'seminar';
  /** Names of photos that were sent before. */
  readonly photos?: readonly string[];
  /** That whoever says it holds an invitation. */
  readonly proof?: OpinionProof;
}

export interface SampleEntry {
  readonly kind: OpinionKind;
  readonly topic: string;
  /** The inspection office's own words. */
  readonly wording: string;
  readonly voices: readonly SampleVoice[];
}

export interface SampleSpoken {
  readonly wording: string;
  /** `null`: set aside, to be answered after the meeting. */
  readonly answer: string | null;
}

interface UnitVoices {
  readonly entries: readonly SampleEntry[];
  readonly spoken: SampleSpoken;
}

const page = (text: string): SampleVoice => ({ text: `${text}（样例）`, channel: 'page' });
const atTheDoor = (text: string): SampleVoice => ({ text: `${text}（样例）`, channel: 'door-to-door' });
const seminar = (text: string): SampleVoice => ({ text: `${text}（样例）`, channel: 'seminar' });

const question = (topic: string, wording: string, ...voices: readonly SampleVoice[]): SampleEntry => ({
  ...{ kind: 'question', topic, voices },
  wording: `${wording}（样例）`,
});
const suggestion = (topic: string, wording: string, ...voices: readonly SampleVoice[]): SampleEntry => ({
  ...{ kind: 'suggestion', topic, voices },
  wording: `${wording}（样例）`,
});
const spoken = (wording: string, answer: string | null): SampleSpoken => ({
  wording: `${wording}（样例）`,
  answer: answer === null ? null : `${answer}（样例）`,
});

/** In the order of the units. */
const VOICES: readonly UnitVoices[] = [
  {
    entries: [
      question(
        '收费公示',
        '年检、变更登记的收费项目和标准为什么没有在窗口公示？',
        page('窗口上看不到收费表，交多少全凭嘴说，俺心里没底'),
        page('去年变更执照收的钱跟隔壁不一样，标准到底是啥'),
      ),
      suggestion('办事时间', '建议办照窗口中午安排人员值班。', page('中午去办照没人，跑一趟镇里要半天')),
      suggestion('市场秩序', '建议加强对集贸市场短斤少两的检查。', seminar('菜场的秤年年有人讲，年年没人管')),
      suggestion('消费维权', '建议在学校周边增设消费投诉点。', page('学校门口小店卖三无食品，不晓得向哪里反映')),
    ],
    spoken: spoken('无证摊点占道经营，去年反映过，为什么今年还是老样子？', null),
  },
  {
    entries: [
      question(
        '执法公平',
        '同样是超范围经营，为什么有的处罚、有的只是教育？',
        page('我被罚了，街对面那家屁事没有，凭啥'),
        atTheDoor('罚款的尺度不一样，大家有意见'),
      ),
      suggestion('政策宣传', '建议把个体工商户的扶持政策印成明白纸发到户。', page('有什么优惠政策我们从来不知道')),
      suggestion('农资监管', '建议春耕前对农资门店全面检查一次。', atTheDoor('去年买的种子不出芽，找不到人赔')),
      suggestion(
        '服务态度',
        '建议窗口人员使用文明用语，一次讲清要带的材料。',
        page('材料缺一样跑一趟，缺一样跑一趟，跑了三趟'),
      ),
    ],
    spoken: spoken('申请商标注册，所里能不能帮忙指导？', '可以。每周三下午安排专人指导，材料样本放在窗口自取。'),
  },
  {
    entries: [
      question(
        '投诉处理',
        '消费投诉登记以后多久答复？超过时间找谁？',
        page('投诉手机质量，登记了两个月没有下文'),
        page('12315打了，转来转去没人管'),
      ),
      suggestion('企业帮扶', '建议为农产品加工户联系展销和商标培训。', seminar('想打品牌，没人教')),
      suggestion('上门服务', '建议对偏远村组每季度上门办一次照。', atTheDoor('山里老人下来一趟不容易')),
      suggestion('信息公开', '建议把抽检不合格的商品名单贴到集市上。', page('哪家东西不合格，贴出来大家看看')),
    ],
    spoken: spoken('摩托车修理店乱收费，所里管不管？', '属于价格的由物价部门管，明码标价和欺诈由我们管，已安排检查。'),
  },
  {
    entries: [
      question(
        '会费收取',
        '个体协会会费是自愿还是强制？',
        page('办照时连会费一起收，不交不给办'),
        page('会费收了干什么用，没有账'),
      ),
      suggestion('证照办理', '建议换照到期前提前电话提醒。', page('执照过期了自己都不知道，罚款冤枉')),
      suggestion('合同帮助', '建议为订单农业提供合同文本和见证。', seminar('跟公司签的合同看不懂，吃亏了')),
    ],
    spoken: spoken('超市过期食品退换难，能不能立个规矩？', '与各超市签订承诺书，设退换专柜，所里每月抽查。'),
  },
  {
    entries: [
      question(
        '干部作风',
        '工作日中午饮酒的规定落实得怎么样？',
        page('有人下午上班一身酒气'),
        atTheDoor('中午喝酒的事，群众看在眼里'),
      ),
      suggestion('集市整治', '建议逢集日增派人员维持秩序。', page('逢集堵得水泄不通，没人管')),
      suggestion('打假维权', '建议公布打假举报奖励办法。', page('举报假酒有没有奖励，能不能保密')),
    ],
    spoken: spoken('私屠滥宰肉上市，工商所采取了什么措施？', '联合畜牧部门每周检查两次，已取缔两处，名单在集市公布。'),
  },
  {
    entries: [
      question(
        '年检手续',
        '年检能不能一次办结，不再重复交材料？',
        page('年年交一样的复印件，有什么用'),
        page('年检跑了两回，说系统坏了'),
      ),
      suggestion('便民设施', '建议服务大厅添置座椅、饮水和填表样本。', atTheDoor('老人站着填表，没个凳子')),
      suggestion('法规培训', '建议每半年给业主办一次食品安全讲座。', seminar('规定老变，我们弄不清')),
    ],
    spoken: spoken('网吧接纳未成年人，为什么屡禁不止？', '与文化、公安部门联合夜查，吊销一户，其余限期整改。'),
  },
];

/** What is said about the unit in a place of the round's order. */
export function voicesOf(place: number): UnitVoices {
  const voices = VOICES[place];
  if (voices === undefined) throw new Error('the sample has six units');
  return voices;
}

/** What the head says after the announcement. */
export const STATEMENT =
  '感谢各位代表的信任和批评。今天提出的问题和建议，我们逐条登记、明确责任人和期限，五个工作日内首次答复；能马上改的马上改，一时改不了的说明原因。测评结果我们完全接受，请县局监察室和当地纪委监督，请各位代表继续评议。（样例）';

export const MEASURE = '由分管负责人牵头，对照意见逐项整改，整改情况在办事窗口公示。（样例）';
export const REPLY = '已按措施整改到位，窗口已公示，欢迎代表和群众查看。（样例）';
export const CLOSING_REASON = '所提事项不属于本局职责，已书面转交主管部门，转办函编号在窗口可查。（样例）';
export const RETURN_REASON = '答复只讲了打算，没有讲已经做了什么，请补充办理结果和材料。（样例）';
export const LATER_REASON = '设备要由县局统一采购，到货需要时间，请求延长期限。（样例）';
