import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { TokenShape } from '../functions/http/staff-token.ts';
import { STAFF_ROLES } from '../shared/contract/operation.ts';
import { BundledFunction } from './bundled-function.ts';
import type { CountySettings } from './county-settings.ts';

/** The issuer as the console knows it, from `/config.json`, and the functions from their environment. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string;
}

export interface StaffIdentity {
  readonly oidc: OidcSettings;
  /** Where its access tokens say whom they are for. */
  readonly tokens: TokenShape;
}

type Cognito = Extract<CountySettings['staff'], { kind: 'cognito' }>;

/** Origins that the console speaks to when staff sign in, by the settings alone: the pages' headers are made before a pool is. */
export function staffOrigins(scope: Construct, { staff, region }: CountySettings): readonly string[] {
  if (staff.kind === 'issuer') return [new URL(staff.issuer).origin];
  const { urlSuffix } = Stack.of(scope);
  return [
    `https://cognito-idp.${region}.${urlSuffix}`,
    `https://${staff.domainPrefix}.auth.${region}.amazoncognito.com`,
  ];
}

interface CountyPoolProps {
  readonly county: string;
  readonly countyName: string;
  readonly staff: Cognito;
  /** Where the console lies, without a slash at the end. */
  readonly origin: string;
  readonly logRetention: CountySettings['retention']['logDays'];
}

/**
 * A pool of a county's own: accounts are made by its administrator, each in the group of its role, with `name` and a clerk's
 * `custom:unit`. Nobody can sign up, change a claim, or get back in by e-mail.
 */
class CountyPool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: CountyPoolProps) {
    super(scope, id);
    this.pool = this.#makePool(props);
    for (const groupName of STAFF_ROLES) this.pool.addGroup(`Role-${groupName}`, { groupName });
    this.#signClaims(props);
    this.client = this.#makeClient(props.origin);
    this.#makeLoginPages(props.staff);
  }

  #makePool({ countyName }: CountyPoolProps): UserPool {
    return new UserPool(this, 'Pool', {
      // Claims in access tokens come with this plan.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.NONE,
      // Length, and no rule of composition, which makes passwords worse (NIST SP 800-63B §5.1.1.2, OWASP ASVS 6.2.5).
      passwordPolicy: {
        minLength: 15,
        requireDigits: false,
        requireLowercase: false,
        requireSymbols: false,
        requireUppercase: false,
        passwordHistorySize: 5,
        tempPasswordValidity: Duration.days(3),
      },
      // Required: Cognito's pages offer to set it up only then. By an app, never by text message.
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false, email: false },
      customAttributes: { unit: new StringAttribute({ mutable: true, minLen: 1, maxLen: 64 }) },
      userInvitation: {
        emailSubject: `${countyName} 双述：您的帐号`,
        emailBody:
          '您的用户名是 {username}，临时密码是 {####}，三天内有效。第一次登录时请设新密码（至少 15 个字符，不限种类），并用验证器应用扫码。',
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #signClaims({ county, logRetention }: CountyPoolProps): void {
    const { handler } = new BundledFunction(this, 'Claims', {
      name: 'staff-claims',
      memoryMb: 128,
      // Cognito gives a trigger five seconds.
      timeout: Duration.seconds(5),
      environment: { COUNTY: county },
      logRetention,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler, LambdaVersion.V2_0);
  }

  #makeClient(origin: string): UserPoolClient {
    const console = `${origin}/console/`;
    return this.pool.addClient('Console', {
      generateSecret: false,
      // The login pages alone: a token from Cognito's own sign-in API could change attributes.
      authFlows: { userSrp: false, userPassword: false, adminUserPassword: false, custom: false },
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [console],
        logoutUrls: [console],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      readAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
      // Cognito takes an empty list for all of them; nothing reads this one.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // The console never asks for new tokens by one of these: as short as Cognito lets.
      refreshTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
  }

  #makeLoginPages({ domainPrefix }: Cognito): void {
    const domain = this.pool.addDomain('Login', {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a style Cognito serves no login page.
    new CfnManagedLoginBranding(this, 'Style', {
      userPoolId: this.pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    }).node.addDependency(domain);
  }
}

/** How staff sign in: by an issuer that exists, or by a pool that is made here. */
export function staffIdentity(
  scope: Construct,
  { settings, origin }: { readonly settings: CountySettings; readonly origin: string },
): StaffIdentity {
  const { staff, county, countyName, retention } = settings;
  if (staff.kind === 'issuer') {
    const { issuer, clientId, scope: asked, audience } = staff;
    return { oidc: { issuer, clientId, scope: asked, audience }, tokens: 'audience' };
  }
  const { pool, client } = new CountyPool(scope, 'Staff', {
    county,
    countyName,
    staff,
    origin,
    logRetention: retention.logDays,
  });
  const clientId = client.userPoolClientId;
  return {
    oidc: { issuer: pool.userPoolProviderUrl, clientId, scope: 'openid profile', audience: clientId },
    tokens: 'cognito',
  };
}
