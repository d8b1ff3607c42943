import type { Rule } from './reader';

/** The folder of local states. Its mistakes are those of a file's path, and of a shell's. */
export const findFolderProblem: Rule = (value) => {
  if (value.endsWith('.tfstate')) {
    return 'it is a folder, in which each stack has a file terraform.<stack>.tfstate; name the folder';
  }
  return value.startsWith('~') ? 'a path is not expanded here; write it without ~' : undefined;
};

/** What is safe in a key and in a policy for it. Terraform adds the stack's name. */
export const findKeyPrefixProblem: Rule = (value) =>
  value.length <= 512 && /^[\w.-]+(?:\/[\w.-]+)*$/.test(value) && !/(?:^|\/)\.+(?:\/|$)/.test(value)
    ? undefined
    : 'a prefix has at most 512 letters, digits, hyphens, underscores and dots, in parts between ' +
      'single slashes, without one at its beginning or end; correct it';

export const findOrganizationProblem: Rule = (value) =>
  /^[\w-]+$/.test(value)
    ? undefined
    : 'the name of an organization has letters, digits, hyphens and underscores; correct it';

/** https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create#workspace-naming */
export const findWorkspaceProblem: Rule = (value) =>
  /^[\w-]{1,90}$/.test(value)
    ? undefined
    : 'the name of a workspace has at most 90 letters, digits, hyphens and underscores; correct it';

/** As of a workspace, with places for the stack's id. */
export const findWorkspacePatternProblem: Rule = (value) =>
  findWorkspaceProblem(withoutPlaces(value));

/** https://developer.hashicorp.com/terraform/cloud-docs/workspaces/tags#tag-syntax */
export const findTagsProblem: Rule = (value) =>
  tagsOf(value).every((tag) => /^[\w:-]{1,255}$/.test(withoutPlaces(tag)))
    ? undefined
    : 'tags have at most 255 letters, digits, colons, hyphens and underscores each, with commas ' +
      'between them; correct them';

export const findProjectProblem: Rule = (value) =>
  /^[\w-][\w -]{1,38}[\w-]$/.test(value)
    ? undefined
    : 'the name of a project has 3 to 40 letters, digits, hyphens, underscores and inner spaces; ' +
      'correct it';

export const findHostnameProblem: Rule = (value) =>
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/i.test(value)
    ? undefined
    : 'a host name looks like terraform.example.com, without https:// and without a path; correct it';

export function tagsOf(value: string): readonly string[] {
  return value.split(',').map((tag) => tag.trim());
}

/** Leaves one character for each, since an id has at least one. */
function withoutPlaces(value: string): string {
  return value.replaceAll('{stack}', 'x');
}
