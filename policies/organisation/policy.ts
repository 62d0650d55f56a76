/** One constraint that a policy file sets. */
export interface OrganisationConstraint {
  readonly tool: string;
  readonly key: string;
  readonly value: unknown;
  /** `policies/data-team.yaml:4` */
  readonly origin: string;
}

/** A file of the workspace's `policies/`, checked. It can only take away. */
export interface OrganisationPolicy {
  readonly path: string;
  /** Tools that no agent has, each with the place that says so. */
  readonly denied: readonly { readonly tool: string; readonly origin: string }[];
  readonly constraints: readonly OrganisationConstraint[];
}
