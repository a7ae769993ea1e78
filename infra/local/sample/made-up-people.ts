/**
 * Names and telephone numbers for the sample. **All of them are made up**: drawn by a seeded generator from lists of common
 * characters, with a few rare ones set by hand, so that a screen, a card or an export which breaks on them is seen at once.
 */
const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红海燕春梅金凤文辉少波永胜光荣家旺德友水生火林正喜元新汉东启山有才世昌立松胜利长青';

/** By hand: characters beyond the common plane (𠮷 𬭼 𪨊), from extension A (㛃 㐀), compound surnames, long names with a dot. */
export const RARE_NAMES = [
  '刘㛃',
  '王𬭼',
  '陈𠮷明',
  '阿卜杜热西提·买买提',
  '欧阳𪨊兰',
  '㐀国华',
  '古丽巴哈尔·吐尔逊江',
  '诸葛正喜',
] as const;

/** Mulberry32: the same numbers on every machine. No secret is ever made of it. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export type PeopleSource = {
  /** A name that was not given before. */
  readonly nextName: () => string;
  readonly nextPhone: () => string;
  readonly pick: (choices: readonly string[]) => string;
};

/** A rare name comes up once in 25, so that every unit of 33 has one. */
const RARE_EVERY = 25;

export const makePeopleSource = (seed: number): PeopleSource => {
  const random = seededRandom(seed);
  const pick = (choices: readonly string[]): string => choices[Math.floor(random() * choices.length)] ?? '';
  const [surnames, given] = [[...SURNAMES], [...GIVEN]];
  const used = new Set<string>();
  let [names, phones] = [0, 0];
  const draw = (): string => {
    const name = pick(surnames) + pick(given) + (random() < 0.8 ? pick(given) : '');
    return used.has(name) ? draw() : name;
  };
  const nextName = (): string => {
    names += 1;
    const rare = names % RARE_EVERY === 3 ? RARE_NAMES[Math.floor(names / RARE_EVERY)] : undefined;
    const name = rare ?? draw();
    used.add(name);
    return name;
  };
  const nextPhone = (): string => {
    phones += 1;
    return `1300000${`${phones}`.padStart(4, '0')}`;
  };
  return { nextName, nextPhone, pick };
};
