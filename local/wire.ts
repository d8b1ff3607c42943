/** The service's members, as far as they are read here. All of them come from a stranger. */
export interface Field {
  readonly isNull?: boolean;
  readonly booleanValue?: boolean;
  readonly longValue?: number;
  readonly doubleValue?: number;
  readonly stringValue?: string;
  /** Base64. */
  readonly blobValue?: string;
  readonly arrayValue?: ArrayValue;
}

export interface ArrayValue {
  readonly booleanValues?: readonly boolean[];
  readonly longValues?: readonly number[];
  readonly doubleValues?: readonly number[];
  readonly stringValues?: readonly string[];
}

export interface SqlParameter {
  readonly name?: string;
  readonly value?: Field;
  readonly typeHint?: 'DATE' | 'DECIMAL' | 'JSON' | 'TIME' | 'TIMESTAMP' | 'UUID';
}

export interface ResultSetOptions {
  readonly decimalReturnType?: 'STRING' | 'DOUBLE_OR_LONG';
  readonly longReturnType?: 'STRING' | 'LONG';
}

export interface Request {
  readonly resourceArn?: string;
  readonly secretArn?: string;
  readonly database?: string;
  readonly schema?: string;
  readonly sql?: string;
  readonly parameters?: readonly SqlParameter[];
  readonly parameterSets?: readonly (readonly SqlParameter[])[];
  readonly transactionId?: string;
  readonly includeResultMetadata?: boolean;
  readonly continueAfterTimeout?: boolean;
  readonly resultSetOptions?: ResultSetOptions;
  readonly formatRecordsAs?: 'NONE' | 'JSON';
}

export interface ColumnMetadata {
  readonly name: string;
  readonly label: string;
  readonly type: number;
  readonly typeName: string;
  readonly nullable: number;
  readonly arrayBaseColumnType: number;
  readonly isAutoIncrement: boolean;
  readonly isCaseSensitive: boolean;
  readonly isCurrency: boolean;
  readonly isSigned: boolean;
  readonly precision: number;
  readonly scale: number;
  readonly schemaName: string;
  readonly tableName: string;
}
