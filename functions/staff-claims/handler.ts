import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { claimsOf } from './claims.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What Cognito asks before it signs the tokens of a sign-in (pre token generation, version 2: with the access token). It reaches
 * no table and no key, and so is a function of its own beside those of the contract.
 *
 * @throws Error when the county is not in the environment: a token without its county must not be signed
 */
export const makeHandler =
  (environment: Environment) =>
  async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
    const { COUNTY: county } = environment;
    if (county === undefined || county === '') throw new Error('the environment variable COUNTY is missing');
    const { userAttributes: attributes, groupConfiguration } = event.request;
    const claims = claimsOf({ groups: groupConfiguration.groupsToOverride ?? [], attributes }, county);
    const response = {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { ...claims } } },
    };
    return { ...event, response };
  };

export const handler = makeHandler(process.env);
