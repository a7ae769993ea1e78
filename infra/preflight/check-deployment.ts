import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { siteConfig } from '../site/site-config.ts';
import type { ApiLine } from './api-line.ts';
import { type Finding, green, red } from './finding.ts';

/** What people open at a meeting. */
const PAGES = ['vote', 'teller', 'hall', 'console', 'verify'] as const;

const REDEPLOY = {
  zh: '用同一版本重新部署（npm run deploy），或换到与部署相同的版本再检查',
  en: 'deploy this version (npm run deploy), or check with the version that is deployed',
};

async function silentPages(origin: string): Promise<readonly string[]> {
  const looks = PAGES.map(async (page) => {
    try {
      const response = await fetch(`${origin}/${page}/`, { redirect: 'error' });
      await response.body?.cancel();
      return response.ok && response.headers.get('content-type')?.startsWith('text/html') === true ? [] : [page];
    } catch {
      return [page];
    }
  });
  return (await Promise.all(looks)).flat();
}

/** The county that the pages were published for; `null` when they do not say. */
async function publishedCounty(origin: string): Promise<string | null> {
  try {
    const response = await fetch(`${origin}/config.json`, { redirect: 'error' });
    return siteConfig.parse(await response.json()).county;
  } catch {
    return null;
  }
}

/** What is wrong with what `health` answered; tables that do not answer, another county, another contract. */
function judgeHealth(
  county: string,
  health: { readonly county: string; readonly contractVersion: number; readonly tables: string },
): readonly Finding[] {
  if (health.county !== county)
    return [
      red(
        'deployment',
        { zh: `那里是 ${health.county}，不是 ${county}`, en: `it is ${health.county}'s, not ${county}'s` },
        { zh: '核对县代号和 --url', en: 'look at the county and --url again' },
      ),
    ];
  if (health.contractVersion !== CONTRACT_VERSION)
    return [
      red(
        'deployment',
        {
          zh: `接口是第 ${health.contractVersion} 版，本程序是第 ${CONTRACT_VERSION} 版`,
          en: `it speaks version ${health.contractVersion} of the contract, this program version ${CONTRACT_VERSION}`,
        },
        REDEPLOY,
      ),
    ];
  if (health.tables !== 'answering')
    return [
      red(
        'deployment',
        { zh: '数据表没有回答', en: 'its table does not answer' },
        { zh: '见 docs/operations/watch.md 的 tables-throttled', en: 'docs/operations/watch.md, tables-throttled' },
      ),
    ];
  return [];
}

/** The health operation, its contract, the county of functions and pages, and that the pages are there. */
export async function checkDeployment(line: ApiLine, origin: string, county: string): Promise<readonly Finding[]> {
  try {
    const faults = judgeHealth(county, await line.call('health', {}));
    if (faults.length > 0) return faults;
  } catch (error) {
    return [
      red(
        'deployment',
        {
          zh: `${origin} 没有正常回答（${error instanceof Error ? error.message : ''}）`,
          en: `${origin} does not answer as it should (${error instanceof Error ? error.message : ''})`,
        },
        {
          zh: '核对地址和网络；刚部署完等几分钟；见 docs/operations/watch.md 的 faults',
          en: 'look at the address and the network; wait minutes after a deployment; docs/operations/watch.md, faults',
        },
      ),
    ];
  }
  const [silent, published] = [await silentPages(origin), await publishedCounty(origin)];
  if (silent.length > 0 || published !== county)
    return [
      red(
        'deployment',
        {
          zh: `页面不全：${silent.join('、') || `config.json 写的是 ${published}`}`,
          en: `pages are not whole: ${silent.join(', ') || `config.json says ${published}`}`,
        },
        REDEPLOY,
      ),
    ];
  return [
    green(
      'deployment',
      `${origin} 正常，接口第 ${CONTRACT_VERSION} 版，页面齐全`,
      `${origin} answers, contract version ${CONTRACT_VERSION}, pages are there`,
    ),
  ];
}
