/** The embedded deployment in a process of its own: says where it is, and closes when its parent lets go of it. */
import { startEmbedded } from '../../infra/local/embedded.ts';
import type { DeploymentFacts } from './deployment-child.ts';

const embedded = await startEmbedded({ county: 'tuanfeng', pages: 'none' });
const { origin, accounts, services, enginePid } = embedded;
const facts: DeploymentFacts = {
  origin,
  county: services.county,
  accounts: accounts.map(({ login, password }) => ({ login, password })),
  dynamodb: services.dynamodb,
  ...(enginePid === undefined ? {} : { enginePid }),
  wrappingKey: Buffer.from(services.wrappingKey).toString('base64'),
};
const close = () => void embedded.close();
process.once('disconnect', close);
process.on('SIGINT', () => undefined);
if (process.send === undefined) throw new Error('this process is started by its parent');
process.send(facts);
