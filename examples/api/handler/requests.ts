import * as v from 'valibot';
import { ApiError } from './api-error';
import type { HttpRequest } from './http';

// The lengths are those of the columns. PostgreSQL stores no NUL character; these take no control
// character at all.
const email = 'must be an email address of at most 254 characters';
const name = 'must be a name of at most 200 characters';
const sku = 'must look like CUP-01';
const quantity = 'must be from 1 to 1000';
const lines = 'must be a list of 1 to 20 lines';

const newCustomer = v.object({
  email: v.pipe(v.string(email), v.maxLength(254, email), v.email(email)),
  fullName: v.pipe(v.string(name), v.trim(), v.regex(/^\P{Cc}{1,200}$/u, name)),
});

const newOrder = v.object({
  customerId: v.pipe(v.string('must be a UUID'), v.uuid('must be a UUID')),
  lines: v.pipe(
    v.array(
      v.object({
        sku: v.pipe(v.string(sku), v.regex(/^[\w-]{1,40}$/, sku)),
        quantity: v.pipe(
          v.number(quantity),
          v.integer(quantity),
          v.minValue(1, quantity),
          v.maxValue(1_000, quantity),
        ),
      }),
      lines,
    ),
    v.minLength(1, lines),
    v.maxLength(20, lines),
  ),
});

export type NewCustomer = v.InferOutput<typeof newCustomer>;
export type NewOrder = v.InferOutput<typeof newOrder>;

export function parseNewCustomer(request: HttpRequest): NewCustomer {
  return parse(newCustomer, request);
}

export function parseNewOrder(request: HttpRequest): NewOrder {
  return parse(newOrder, request);
}

function parse<T extends v.GenericSchema>(schema: T, request: HttpRequest): v.InferOutput<T> {
  const result = v.safeParse(schema, readJson(request), { abortPipeEarly: true });
  if (result.success) return result.output;
  throw new ApiError(
    400,
    'The body is not valid; correct it and send it again.',
    result.issues.map(describe),
  );
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'the body';
  if (issue.input === undefined) return `${path} is missing; add it`;
  const rule = issue.type === 'object' ? 'must be an object' : issue.message;
  return `${path} is ${JSON.stringify(issue.input).slice(0, 80)}: ${rule}`;
}

function readJson({ body = '', isBase64Encoded }: HttpRequest): unknown {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'The body is not JSON; send an object as JSON.');
  }
}
