/** What checkov says of one plan. */
export interface Scan {
  readonly findings: readonly Finding[];
  /** How many checks passed. */
  readonly passed: number;
}

/** A failed check. */
export interface Finding {
  /** checkov's id of it. */
  readonly check: string;
  /** Terraform's address. */
  readonly resource: string;
  /** checkov's words. */
  readonly title: string;
}

/**
 * Reads checkov's JSON.
 *
 * @throws when it could not read the plan, or found nothing in it
 */
export function readScan(json: string): Scan {
  const { summary, results } = JSON.parse(json) as Report;
  if (
    results === undefined ||
    results.passed_checks.length === 0 ||
    summary?.parsing_errors !== 0
  ) {
    throw new Error(`checkov did not read the plan:\n${json.slice(0, 1000)}`);
  }
  return {
    findings: results.failed_checks.map(({ check_id, resource, check_name }) => ({
      check: check_id,
      resource,
      title: check_name,
    })),
    passed: results.passed_checks.length,
  };
}

interface Report {
  readonly summary?: { readonly parsing_errors: number };
  /** Without resources there is none. */
  readonly results?: {
    readonly passed_checks: readonly unknown[];
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }[];
  };
}
