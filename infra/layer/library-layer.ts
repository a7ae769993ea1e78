import { Stack } from 'aws-cdk-lib';
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { layerFolder } from './library-files.ts';

const ID = 'Libraries';

/** The stack's one layer with the libraries that few functions use; made where the first of them asks for it. */
export class LibraryLayer extends LayerVersion {
  static of(scope: Construct): LibraryLayer {
    const stack = Stack.of(scope);
    const present = stack.node.tryFindChild(ID);
    return present instanceof LibraryLayer ? present : new LibraryLayer(stack);
  }

  private constructor(stack: Stack) {
    super(stack, ID, {
      code: Code.fromAsset(layerFolder()),
      compatibleRuntimes: [Runtime.NODEJS_24_X],
      compatibleArchitectures: [Architecture.ARM_64],
      description: 'Workbooks and documents (infra/layer)',
    });
  }
}
