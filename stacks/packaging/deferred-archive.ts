import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import { DataResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ensureArchiveProvider } from '../providers/archive-provider';
import { writeAssetFolder } from './asset-folder';
import type { Package } from './package';

export interface DeferredArchiveProps {
  readonly content: Package;
}

/**
 * A zip that Terraform builds on the machine that uploads it.
 *
 * A data source alone is read at plan, and its zip is missing where a saved plan is applied. It
 * depends on the digest here, so when the content changes Terraform puts it off to apply; when
 * nothing changes there is nothing to apply either.
 */
export class DeferredArchive extends Construct {
  /** Path for Terraform, relative to the stack's folder. */
  readonly path: string;
  readonly sha256Base64: string;

  constructor(scope: Construct, id: string, { content }: DeferredArchiveProps) {
    super(scope, id);
    ensureArchiveProvider(this);

    const folder = writeAssetFolder(new Construct(this, 'Files'), content);
    const digest = new DataResource(this, 'Digest', {
      triggersReplace: { digest: content.digest },
    });
    const archive = new DataArchiveFile(this, 'Zip', {
      type: 'zip',
      sourceDir: folder,
      outputPath: `archives/${TerraformStack.of(this).getLogicalId(this.node)}.zip`,
      // Otherwise the mode is that of the checkout, and the zip differs from one to the next.
      outputFileMode: '0644',
      dependsOn: [digest],
    });

    this.path = archive.outputPath;
    this.sha256Base64 = archive.outputBase64Sha256;
  }
}
