import type { CountySettings } from '../county-settings.ts';
import { type Finding, note } from './finding.ts';

/** What no program can ask: a person looks, once before the first meeting and after every change of the domain. */
export function checkLaw({ partition, region, domain, staff }: CountySettings): readonly Finding[] {
  if (partition === 'aws')
    return [
      note(
        'law',
        `个人信息存放在 ${region}，不在中国大陆：出境的合规手续办妥了吗`,
        `personal data lies in ${region}, outside mainland China: is its transfer there lawful`,
      ),
    ];
  const name = domain?.name ?? '';
  return [
    note('law', `个人信息存放在 ${region}（中国大陆）`, `personal data lies in ${region} (mainland China)`),
    note(
      'law',
      `${name} 的 ICP 备案：在 beian.miit.gov.cn 查到，接入商是 ${region} 的运营方`,
      `the ICP filing of ${name}: found at beian.miit.gov.cn, with the operator of ${region} as its access provider`,
    ),
    note(
      'law',
      `用微信扫一张表决卡，确认没有被拦截：${name}${staff.kind === 'issuer' ? `；工作人员的登录页 ${new URL(staff.issuer).hostname} 也打开一次` : ''}`,
      `scan a voting card in WeChat and see that ${name} is not blocked; open the staff’s sign-in page too`,
    ),
  ];
}
