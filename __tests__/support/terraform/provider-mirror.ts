export * from '../../../emulator/terraform/providers';
