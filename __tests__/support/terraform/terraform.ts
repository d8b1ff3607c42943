export * from '../../../emulator/terraform/terraform';
