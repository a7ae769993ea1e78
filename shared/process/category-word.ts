import { bareWord } from './cell-text.ts';
import { CATEGORIES, type Category } from './seats.ts';

/** What clerks write for the four categories, after `bareWord`. 监督人员 who are only present are observers and in none. */
const WORDS: Readonly<Record<Category, RegExp>> = {
  'market-entity':
    /^(?:市场主体(?:代表)?|(?:各类)?(?:私营|民营|个体)?企业(?:代表)?|企业和?个体工商户(?:代表)?|个体(?:工商)?户(?:代表)?|(?:农民)?专业合作社(?:代表)?|经营(?:户|者)(?:代表)?)$/u,
  'consumer-society':
    /^(?:消费者(?:代表)?|社会(?:各界)?(?:代表|人士)?|群众代表|消费者(?:代表)?[及和与]?社会(?:各界)?(?:代表|人士)?)$/u,
  'discipline-inspection': /^(?:当地)?(?:纪委|纪检|纪检监察|纪委监察局)(?:机关|部门)?(?:领导|干部|代表|人员)?$/u,
  'deputy-supervisor': /^(?:(?:人大代表|政协委员|(?:政风)?行风(?:评议)?监督员)[及和与]?)+$/u,
};

/** `27人` and the like behind the name of a category. */
const HEAD_COUNT = /(?:共|计)?\d+(?:人|名|位)$/u;

export const categoryOf = (text: string): Category | undefined => {
  const word = bareWord(text).replace(HEAD_COUNT, '');
  return CATEGORIES.find((category) => WORDS[category].test(word));
};
