import { CATEGORIES, type Category } from '../../../shared/process/seats.ts';
import { makePeopleSource, type PeopleSource } from './made-up-people.ts';

/**
 * The source's round: 团风县工商局, 2007–2008. Its county, year, two of the units' names and the figures below are the source's.
 * The four other units are real towns of the county, chosen by us to complete the six; who is an officer or delegate, their
 * posts, businesses and telephone numbers, and the times and places of the meetings are made up.
 */
export const SOURCE_FIGURES = {
  units: 6,
  officers: 29,
  delegates: 198,
  questions: 12,
  suggestions: 15,
  /** Published as 97 %. How it was computed is not known, so it is shown beside the sample's figures, never compared with them. */
  satisfactionPercent: 97,
  satisfactionFormula: 'unknown',
  /** Not in the source. */
  turnout: null,
  rectified: null,
} as const;

/** Stands on every result of the sample: nothing in the source tells how anybody scored. */
export const SAMPLE_RESULT_NOTICE = `样例：人名和打分均为虚构，参评率和满意率由此算出，也是虚构的。原始报告公布的满意率为 ${SOURCE_FIGURES.satisfactionPercent}%，算法不明，只列在这里，不与本表比较。`;

export type SampleOfficer = { readonly name: string; readonly post: string };
export type SampleDelegate = {
  readonly category: Category;
  readonly name: string;
  readonly affiliation: string;
  readonly phone: string;
};
export type SampleUnit = {
  readonly code: string;
  readonly name: string;
  /** Whether the source names the unit or we completed it. */
  readonly origin: 'source' | 'completed';
  readonly head: string;
  readonly meetingTime: string;
  readonly meetingPlace: string;
  readonly officers: readonly SampleOfficer[];
  readonly delegates: readonly SampleDelegate[];
};
export type SampleRound = {
  readonly county: { readonly id: string; readonly name: string };
  readonly round: { readonly id: string; readonly name: string };
  readonly madeUpNotice: string;
  readonly units: readonly SampleUnit[];
};

type UnitPlan = {
  readonly code: string;
  readonly name: string;
  readonly town: string;
  readonly origin: 'source' | 'completed';
  readonly posts: readonly string[];
  readonly seats: readonly [market: number, consumer: number, discipline: number, deputy: number];
  readonly meetingTime: string;
};

const OFFICE_POSTS = ['所长', '副所长', '副所长', '纪检监察员', '市场监管组组长'];

/** 29 officers as 5+5+5+5+5+4; 33 delegates a unit, each mix at or above 26+1+1+3. */
const PLANS: readonly UnitPlan[] = [
  {
    code: 'chengguan',
    name: '城关分局',
    town: '团风镇',
    origin: 'source',
    posts: ['分局长', '副分局长', '副分局长', '纪检监察员', '市场监管组组长'],
    seats: [26, 2, 2, 3],
    meetingTime: '2008年3月11日 9:00',
  },
  {
    code: 'huilongshan',
    name: '回龙山工商所',
    town: '回龙山镇',
    origin: 'source',
    posts: OFFICE_POSTS,
    seats: [27, 2, 1, 3],
    meetingTime: '2008年3月12日 9:00',
  },
  {
    code: 'zongluzui',
    name: '总路咀工商所',
    town: '总路咀镇',
    origin: 'completed',
    posts: OFFICE_POSTS,
    seats: [27, 1, 2, 3],
    meetingTime: '2008年3月13日 9:00',
  },
  {
    code: 'macaomiao',
    name: '马曹庙工商所',
    town: '马曹庙镇',
    origin: 'completed',
    posts: OFFICE_POSTS,
    seats: [26, 2, 1, 4],
    meetingTime: '2008年3月14日 9:00',
  },
  {
    code: 'shangbahe',
    name: '上巴河工商所',
    town: '上巴河镇',
    origin: 'completed',
    posts: OFFICE_POSTS,
    seats: [27, 1, 1, 4],
    meetingTime: '2008年3月17日 9:00',
  },
  {
    code: 'linshanhe',
    name: '淋山河工商所',
    town: '淋山河镇',
    origin: 'completed',
    posts: OFFICE_POSTS.slice(0, 4),
    seats: [28, 1, 1, 3],
    meetingTime: '2008年3月18日 9:00',
  },
];

const BUSINESSES = [
  '兴旺百货店',
  '惠民超市',
  '顺发建材经营部',
  '老街餐馆',
  '农资服务部',
  '新华药房',
  '金属制品有限公司',
  '粮油加工厂',
  '摩托车修理部',
  '服装店',
  '种植专业合作社',
  '家电维修部',
];
const BUSINESS_POSTS = ['业主', '经营者', '负责人', '经理'];

/** Where somebody of a category comes from, made up. */
export const affiliationOf = (category: Category, town: string, people: PeopleSource): string => {
  switch (category) {
    case 'market-entity':
      return `${town}${people.pick(BUSINESSES)} ${people.pick(BUSINESS_POSTS)}`;
    case 'consumer-society':
      return `${town}${people.pick(['社区居民', '村民委员会委员', '中学教师', '退休干部'])}`;
    case 'discipline-inspection':
      return `${town}${people.pick(['纪委书记', '纪委副书记', '纪检监察员'])}`;
    case 'deputy-supervisor':
      return people.pick(['县人大代表', '县政协委员', '镇人大代表', '行风监督员']);
  }
};

const makeUnit = (plan: UnitPlan, people: PeopleSource): SampleUnit => {
  const { code, name, town, origin, meetingTime } = plan;
  const officers = plan.posts.map((post) => ({ name: people.nextName(), post }));
  const delegates = CATEGORIES.flatMap((category, index) =>
    Array.from({ length: plan.seats[index] ?? 0 }, () => ({
      category,
      name: people.nextName(),
      affiliation: affiliationOf(category, town, people),
      phone: people.nextPhone(),
    })),
  );
  const head = officers[0]?.name ?? '';
  return { code, name, origin, head, meetingTime, meetingPlace: `${name}三楼会议室`, officers, delegates };
};

/** The same round every time it is made. */
export const makeSampleRound = (): SampleRound => {
  const people = makePeopleSource(2008);
  return {
    county: { id: 'tuanfeng', name: '团风县工商局' },
    round: { id: '2008', name: '2007—2008年度双述' },
    madeUpNotice: '样例：单位与数字依据原始报告（其中四个单位由样例补全）；人名、职务、电话、会议时间和地点均为虚构。',
    units: PLANS.map((plan) => makeUnit(plan, people)),
  };
};
