/** What a rule finds wrong with a resource. */
export interface Finding {
  /** The rule's own name, without what it found in brackets: `AwsSolutions-IAM5`. */
  readonly rule: string;
  /** What of the resource, where the rule says so: `Resource::<Results.Arn>/*`; otherwise empty. */
  readonly detail: string;
  /** The path of the construct, or the id of the resource in the template. */
  readonly where: string;
  readonly description: string;
}
