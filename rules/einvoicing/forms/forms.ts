// Made by `npm run schemas` of the packages that ship.
import type { Json } from '../../../metadata/common/json.ts';

/** The record that a reference points at. */
export type Pointer = string | { readonly [member: string]: Json };

export type AdditionalInfo = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly valueKind?: 'text' | 'number' | 'date' | null;
  readonly remark?: string | null;
};

export type AutoIssueRunRows = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly application?: Pointer | null;
  readonly outcome?: 'waiting' | 'done' | 'held' | 'stopped' | 'failed' | null;
  readonly made?: string | null;
  readonly reason?: string | null;
};

export type AutoIssueRun = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly scheme?: Pointer | null;
  readonly organisation?: Pointer | null;
  readonly state?: 'waiting' | 'running' | 'done' | 'partly' | 'failed' | 'interrupted' | 'missed' | null;
  readonly trigger?: 'schedule' | 'hand' | 'again' | null;
  readonly operator?: Pointer | null;
  readonly dueAt?: string | null;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly attempts?: number | null;
  readonly missed?: number | null;
  readonly total?: number | null;
  readonly done?: number | null;
  readonly held?: number | null;
  readonly failed?: number | null;
  readonly waiting?: number | null;
  readonly failure?: string | null;
  readonly claim?: string | null;
  readonly rows?: readonly AutoIssueRunRows[] | null;
  readonly remark?: string | null;
};

export type AutoIssueScheme = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly frequency?: 'monthly' | 'weekly' | 'daily' | null;
  readonly monthDays?: readonly ('1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12' | '13' | '14' | '15' | '16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '30' | '31')[] | null;
  readonly weekDays?: readonly ('1' | '2' | '3' | '4' | '5' | '6' | '7')[] | null;
  readonly window?: string | null;
  readonly everyMinutes?: number | null;
  readonly sign?: readonly ('positive' | 'negative')[] | null;
  readonly unlinked?: 'blue' | 'confirmation-then-blue' | null;
  readonly merge?: 'none' | 'document' | 'line' | 'both' | null;
  readonly push?: 'prepare' | 'prepare-and-enter' | 'pending' | 'issue' | null;
  readonly priority?: number | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type AutomationRunRows = {
  readonly id?: string;
  readonly revision?: number;
  readonly redConfirmation?: Pointer | null;
  readonly outcome?: 'waiting' | 'done' | 'failed' | null;
  readonly made?: string | null;
  readonly reason?: string | null;
};

export type AutomationRun = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly task?: Pointer | null;
  readonly organisation?: Pointer | null;
  readonly state?: 'waiting' | 'running' | 'done' | 'partly' | 'failed' | 'interrupted' | 'missed' | null;
  readonly trigger?: 'schedule' | 'hand' | 'again' | null;
  readonly operator?: Pointer | null;
  readonly dueAt?: string | null;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly attempts?: number | null;
  readonly missed?: number | null;
  readonly total?: number | null;
  readonly done?: number | null;
  readonly failed?: number | null;
  readonly waiting?: number | null;
  readonly failure?: string | null;
  readonly claim?: string | null;
  readonly rows?: readonly AutomationRunRows[] | null;
  readonly remark?: string | null;
};

export type AutomationTask = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly dataKind?: 'invoice' | 'red-confirmation' | null;
  readonly task?: 'download' | 'confirm' | 'update-status' | 'red-issue' | 'update-blue-use' | null;
  readonly frequency?: 'minutes' | 'daily' | 'weekly' | 'monthly' | null;
  readonly everyMinutes?: number | null;
  readonly weekDays?: readonly ('1' | '2' | '3' | '4' | '5' | '6' | '7')[] | null;
  readonly monthDays?: readonly ('1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12' | '13' | '14' | '15' | '16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '30' | '31')[] | null;
  readonly time?: string | null;
  readonly askedUntil?: string | null;
  readonly remark?: string | null;
};

export type BatchPushSchemeTimes = {
  readonly id?: string;
  readonly revision?: number;
  readonly time?: string | null;
};

export type BatchPushScheme = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly pushMode?: 'automatic' | 'timed' | null;
  readonly times?: readonly BatchPushSchemeTimes[] | null;
  readonly grouping?: 'mailbox' | 'buyer' | 'document' | null;
  readonly invoiceTypes?: readonly ('10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp')[] | null;
  readonly mailScheme?: Pointer | null;
  readonly remark?: string | null;
};

export type BillIntegrationApplications = {
  readonly id?: string;
  readonly revision?: number;
  readonly application?: string | null;
  readonly integrated?: boolean | null;
};

export type BillIntegration = {
  readonly id?: string;
  readonly revision?: number;
  readonly applications?: readonly BillIntegrationApplications[] | null;
  readonly remark?: string | null;
};

export type BlueMatchRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly redReasons?: readonly ('wrong' | 'return' | 'stopped' | 'allowance')[] | null;
  readonly basis?: 'amount' | 'quantity' | null;
  readonly headerFields?: readonly (string)[] | null;
  readonly lineFields?: readonly (string)[] | null;
  readonly ignorePrice?: boolean | null;
  readonly comparedPrice?: 'original' | 'remaining' | null;
  readonly range?: number | null;
  readonly rangeUnit?: 'days' | 'months' | null;
  readonly order?: 'farthest' | 'nearest' | 'largest' | 'smallest' | null;
  readonly allowanceBasis?: 'remaining-allowance' | 'remaining-red' | null;
  readonly quantityDecimals?: number | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type BusinessControlAccounts = {
  readonly id?: string;
  readonly revision?: number;
  readonly account?: Pointer | null;
  readonly drawer?: string | null;
  readonly taxNo?: string | null;
};

export type BusinessControlRoles = {
  readonly id?: string;
  readonly revision?: number;
  readonly role?: Pointer | null;
  readonly dayCredit?: string | null;
  readonly monthCredit?: string | null;
};

export type BusinessControl = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly businessType?: Pointer | null;
  readonly channelScope?: 'all' | 'selected' | null;
  readonly channels?: readonly ('leqi' | 'rpa' | 'tax-control')[] | null;
  readonly accounts?: readonly BusinessControlAccounts[] | null;
  readonly strategy?: Pointer | null;
  readonly dayCredit?: string | null;
  readonly monthCredit?: string | null;
  readonly roles?: readonly BusinessControlRoles[] | null;
  readonly remark?: string | null;
};

export type BusinessSystem = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly address?: string | null;
  readonly isDefault?: boolean | null;
  readonly remark?: string | null;
};

export type BusinessTypeWindows = {
  readonly id?: string;
  readonly revision?: number;
  readonly window?: string | null;
};

export type BusinessType = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly invoiceLimit?: string | null;
  readonly delayMinutes?: number | null;
  readonly hours?: 'all-day' | 'windows' | null;
  readonly windows?: readonly BusinessTypeWindows[] | null;
  readonly taxScope?: 'all' | 'listed' | null;
  readonly taxCategories?: readonly Pointer[] | null;
  readonly remark?: string | null;
};

export type BuyerTitleTitles = {
  readonly id?: string;
  readonly revision?: number;
  readonly address?: string | null;
  readonly phone?: string | null;
  readonly bank?: string | null;
  readonly account?: string | null;
  readonly mobile?: string | null;
  readonly email?: string | null;
  readonly priority?: number | null;
  readonly isDefault?: boolean | null;
  readonly condition?: Json | null;
};

export type BuyerTitleCustomers = {
  readonly id?: string;
  readonly revision?: number;
  readonly customer?: Pointer | null;
  readonly customerName?: string | null;
  readonly customerTaxNo?: string | null;
};

export type BuyerTitle = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly kind?: 'company' | 'person' | null;
  readonly taxNo?: string | null;
  readonly idNo?: string | null;
  readonly code?: string | null;
  readonly titles?: readonly BuyerTitleTitles[] | null;
  readonly customers?: readonly BuyerTitleCustomers[] | null;
  readonly remark?: string | null;
};

export type Callback = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly event?: 'issued' | 'file' | 'failed' | 'voided' | null;
  readonly application?: Pointer | null;
  readonly sourceSystem?: string | null;
  readonly target?: Pointer | null;
  readonly invoice?: Pointer | null;
  readonly pendingInvoice?: Pointer | null;
  readonly state?: 'held' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
  readonly answered?: number | null;
  readonly content?: string | null;
  readonly remark?: string | null;
};

export type CallbackTarget = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly sourceSystem?: string | null;
  readonly url?: string | null;
  readonly secret?: string | null;
  readonly prints?: string | null;
  readonly printsAs?: 'base64' | 'link' | null;
  readonly linkHours?: number | null;
  readonly remark?: string | null;
};

export type Channel = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly channelKind?: 'leqi' | 'rpa' | 'tax-control' | null;
  readonly url?: string | null;
  readonly testUrl?: string | null;
  readonly secret?: string | null;
  readonly patience?: number | null;
  readonly remark?: string | null;
};

export type ChannelStrategyRules = {
  readonly id?: string;
  readonly revision?: number;
  readonly priority?: number | null;
  readonly rule?: 'named' | 'drawer-first' | 'shortest-queue' | null;
  readonly condition?: Json | null;
};

export type ChannelStrategy = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly rules?: readonly ChannelStrategyRules[] | null;
  readonly remark?: string | null;
};

export type CloudAuthorisationGroups = {
  readonly id?: string;
  readonly revision?: number;
  readonly service?: 'issuing' | 'receiving' | null;
  readonly taxNo?: string | null;
};

export type CloudAuthorisation = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly clientId?: string | null;
  readonly tenant?: string | null;
  readonly secret?: string | null;
  readonly issuingTotal?: number | null;
  readonly issuingUsed?: number | null;
  readonly receivingTotal?: number | null;
  readonly receivingUsed?: number | null;
  readonly groups?: readonly CloudAuthorisationGroups[] | null;
  readonly syncedAt?: string | null;
  readonly withdrawable?: boolean | null;
  readonly remark?: string | null;
};

export type CloudMessage = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly what?: 'licence-withdrawn' | 'dynamic-qr' | null;
  readonly licence?: Pointer | null;
  readonly code?: Pointer | null;
  readonly state?: 'held' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
  readonly content?: string | null;
  readonly remark?: string | null;
};

export type CompanyRateRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly organisation?: Pointer | null;
  readonly rates?: readonly ('0' | '0.01' | '0.015' | '0.03' | '0.04' | '0.05' | '0.06' | '0.09' | '0.1' | '0.11' | '0.13' | '0.16' | '0.17')[] | null;
  readonly preferenceText?: string | null;
  readonly stops?: boolean | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type ConfirmationMail = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly recipient?: string | null;
  readonly confirmation?: Pointer | null;
  readonly push?: Pointer | null;
  readonly scheme?: Pointer | null;
  readonly scene?: 'waiting' | 'confirmed' | 'refused' | 'expired' | 'withdrawn' | null;
  readonly state?: 'held' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | 'dropped' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
  readonly leftOut?: string | null;
  readonly subject?: string | null;
  readonly messageId?: string | null;
  readonly remark?: string | null;
};

export type CoverTemplate = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly application?: string | null;
  readonly billType?: string | null;
  readonly isCover?: boolean | null;
  readonly print?: string | null;
  readonly qrContent?: 'image-code' | 'other' | 'none' | null;
  readonly qrPosition?: 'top-right' | 'top-left' | 'centre' | 'other' | null;
  readonly remark?: string | null;
};

export type CreditEntry = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly businessType?: Pointer | null;
  readonly roles?: string | null;
  readonly amount?: string | null;
  readonly day?: string | null;
  readonly state?: 'reserved' | 'confirmed' | 'released' | 'expired' | null;
  readonly request?: string | null;
  readonly document?: string | null;
  readonly expiresAt?: string | null;
};

export type Customer = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly kind?: 'company' | 'person' | null;
  readonly taxNo?: string | null;
  readonly idNo?: string | null;
  readonly address?: string | null;
  readonly phone?: string | null;
  readonly bank?: string | null;
  readonly account?: string | null;
  readonly mobile?: string | null;
  readonly email?: string | null;
  readonly contact?: string | null;
  readonly remark?: string | null;
};

export type CustomsInit = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly name?: string | null;
  readonly taxNo?: string | null;
  readonly environment?: 'production' | 'test' | null;
  readonly verification?: 'none' | 'passed' | 'failed' | null;
  readonly verifiedAt?: string | null;
  readonly verificationFailure?: string | null;
  readonly initialised?: boolean | null;
  readonly fetchedAt?: string | null;
  readonly fetchedCount?: number | null;
  readonly appId?: string | null;
  readonly secret?: string | null;
  readonly isvPublicKey?: string | null;
  readonly isvPrivateKey?: string | null;
  readonly remark?: string | null;
};

export type DrawerRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly organisation?: Pointer | null;
  readonly priority?: number | null;
  readonly documents?: readonly ('invoice-application' | 'pending-invoice' | 'red-confirmation')[] | null;
  readonly drawerSource?: 'current-user' | 'passed' | 'device' | 'person' | 'text' | 'tax-account' | null;
  readonly drawerPerson?: Pointer | null;
  readonly drawerText?: string | null;
  readonly drawerAccount?: Pointer | null;
  readonly payeeSource?: 'current-user' | 'passed' | 'device' | 'person' | 'text' | 'tax-account' | null;
  readonly payeePerson?: Pointer | null;
  readonly payeeText?: string | null;
  readonly payeeAccount?: Pointer | null;
  readonly reviewerSource?: 'current-user' | 'passed' | 'device' | 'person' | 'text' | 'tax-account' | null;
  readonly reviewerPerson?: Pointer | null;
  readonly reviewerText?: string | null;
  readonly reviewerAccount?: Pointer | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type DynamicQr = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly taxNo?: string | null;
  readonly invoiceTypes?: readonly ('10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp')[] | null;
  readonly businessSystem?: string | null;
  readonly syncStatus?: 'none' | 'waiting' | 'synced' | null;
  readonly item?: Pointer | null;
  readonly code?: string | null;
  readonly remark?: string | null;
};

export type ExpenseItem = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly parent?: Pointer | null;
  readonly remark?: string | null;
};

export type Handler = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly department?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly idKind?: string | null;
  readonly idNo?: string | null;
  readonly remark?: string | null;
};

export type ImageArrival = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly imageCode?: string | null;
  readonly invoiceNumber?: string | null;
  readonly billNumber?: string | null;
  readonly images?: Json | null;
  readonly state?: 'new' | 'matched' | 'unmatched' | null;
  readonly bill?: Pointer | null;
  readonly matchedBy?: 'image-code' | 'invoice-number' | 'bill-number' | null;
  readonly remark?: string | null;
};

export type ImageBillInvoices = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoiceNumber?: string | null;
};

export type ImageBillMarks = {
  readonly id?: string;
  readonly revision?: number;
  readonly file?: string | null;
  readonly fileName?: string | null;
  readonly page?: number | null;
  readonly left?: string | null;
  readonly top?: string | null;
  readonly width?: string | null;
  readonly height?: string | null;
  readonly reason?: string | null;
  readonly by?: string | null;
  readonly at?: string | null;
};

export type ImageBill = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly application?: string | null;
  readonly billType?: string | null;
  readonly billNumber?: string | null;
  readonly billId?: string | null;
  readonly businessSystem?: Pointer | null;
  readonly invoices?: readonly ImageBillInvoices[] | null;
  readonly code?: string | null;
  readonly codedAt?: string | null;
  readonly cover?: Json | null;
  readonly imagingMode?: 'off' | 'basic' | 'sync' | 'match' | null;
  readonly notice?: string | null;
  readonly stage?: 'submit' | 'upload' | 'approval' | 'done' | null;
  readonly step?: number | null;
  readonly node?: string | null;
  readonly decision?: string | null;
  readonly images?: Json | null;
  readonly imagesHidden?: boolean | null;
  readonly scannedBy?: Pointer | null;
  readonly marks?: readonly ImageBillMarks[] | null;
  readonly sentBack?: Json | null;
  readonly imagesKept?: boolean | null;
  readonly submittedBy?: Pointer | null;
  readonly why?: string | null;
  readonly asked?: 'reject' | 'rescan' | 'reject-rescan' | null;
  readonly askedBy?: Pointer | null;
  readonly askedAt?: string | null;
  readonly askedWhy?: string | null;
  readonly remark?: string | null;
};

export type ImageCodeStrategy = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly application?: string | null;
  readonly billType?: string | null;
  readonly prefix?: string | null;
  readonly datePart?: 'none' | 'yyyyMM' | 'yyyyMMdd' | null;
  readonly sequenceLength?: number | null;
  readonly remark?: string | null;
};

export type ImagePush = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly kind?: 'images' | 'told' | null;
  readonly bill?: Pointer | null;
  readonly event?: string | null;
  readonly imagingSystem?: Pointer | null;
  readonly businessSystem?: Pointer | null;
  readonly state?: 'kept' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
  readonly answered?: number | null;
  readonly content?: string | null;
  readonly cover?: Json | null;
  readonly images?: Json | null;
  readonly remark?: string | null;
};

export type ImageTemplate = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly application?: string | null;
  readonly billType?: string | null;
  readonly template?: Pointer | null;
  readonly remark?: string | null;
};

export type ImagingGlobal = {
  readonly id?: string;
  readonly revision?: number;
  readonly resolution?: '200' | '300' | '600' | null;
  readonly colour?: 'colour' | 'grey' | 'black-white' | null;
  readonly formats?: readonly ('pdf' | 'ofd' | 'jpg' | 'png' | 'tiff' | 'webp')[] | null;
  readonly fileLimit?: number | null;
  readonly watermark?: boolean | null;
  readonly remark?: string | null;
};

export type ImagingSchemeRules = {
  readonly id?: string;
  readonly revision?: number;
  readonly application?: string | null;
  readonly billType?: string | null;
  readonly imagesRequired?: boolean | null;
  readonly pushAt?: 'submit' | 'approve' | null;
  readonly matchBy?: 'image-code' | 'invoice-number' | 'bill-number' | null;
  readonly unmatched?: 'hold' | 'warn' | null;
};

export type ImagingScheme = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly imagingMode?: 'basic' | 'sync' | 'match' | null;
  readonly licence?: Pointer | null;
  readonly attachmentSigning?: 'manual' | null;
  readonly rules?: readonly ImagingSchemeRules[] | null;
  readonly remark?: string | null;
};

export type ImagingSystem = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly system?: string | null;
  readonly ip?: string | null;
  readonly port?: number | null;
  readonly remark?: string | null;
};

export type InvoiceTravellers = {
  readonly id?: string;
  readonly revision?: number;
  readonly traveller?: string | null;
  readonly idKind?: 'resident-id' | 'passport' | 'hk-macau-permit' | 'taiwan-permit' | 'foreign-resident-id' | 'officer-id' | 'other' | null;
  readonly idNumber?: string | null;
  readonly day?: string | null;
  readonly placeFrom?: string | null;
  readonly placeTo?: string | null;
  readonly vehicleKind?: 'plane' | 'train' | 'coach' | 'public' | 'taxi' | 'car' | 'ship' | 'other' | null;
  readonly seatClass?: string | null;
  readonly line?: number | null;
};

export type InvoiceFreights = {
  readonly id?: string;
  readonly revision?: number;
  readonly shippedFrom?: string | null;
  readonly shippedTo?: string | null;
  readonly transportKind?: 'road' | 'rail' | 'water' | 'air' | 'pipeline' | 'other' | null;
  readonly plateNo?: string | null;
  readonly goods?: string | null;
  readonly line?: number | null;
};

export type InvoiceVouchers = {
  readonly id?: string;
  readonly revision?: number;
  readonly voucherKind?: 'digital' | 'special' | 'ordinary' | 'business-tax' | 'fiscal' | 'court' | 'deed-tax' | 'other-invoice' | 'other' | null;
  readonly number?: string | null;
  readonly code?: string | null;
  readonly day?: string | null;
  readonly amount?: string | null;
  readonly deducted?: string | null;
  readonly remark?: string | null;
  readonly line?: number | null;
};

export type InvoiceSpecialElements = {
  readonly id?: string;
  readonly revision?: number;
  readonly subject?: string | null;
  readonly label?: string | null;
  readonly value?: string | null;
  readonly order?: number | null;
  readonly faceOnly?: boolean | null;
};

export type InvoiceAdditional = {
  readonly id?: string;
  readonly revision?: number;
  readonly info?: Pointer | null;
  readonly valueKind?: 'text' | 'number' | 'date' | null;
  readonly text?: string | null;
  readonly amount?: string | null;
  readonly day?: string | null;
};

export type InvoiceLines = {
  readonly id?: string;
  readonly revision?: number;
  readonly itemName?: string | null;
  readonly rate?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly quantity?: string | null;
  readonly price?: string | null;
  readonly grossPrice?: string | null;
  readonly unit?: string | null;
  readonly spec?: string | null;
  readonly taxCode?: string | null;
  readonly lineNo?: number | null;
  readonly kind?: 'normal' | 'discount' | 'discounted' | null;
  readonly itemCode?: string | null;
  readonly materialCode?: string | null;
  readonly materialName?: string | null;
  readonly categoryCode?: string | null;
  readonly categoryName?: string | null;
  readonly expenseCode?: string | null;
  readonly expenseName?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: string | null;
  readonly remark?: string | null;
  readonly gift?: boolean | null;
  readonly deduction?: string | null;
  readonly vehicle?: Pointer | null;
  readonly originalUnit?: string | null;
  readonly originalIssuedQuantity?: string | null;
  readonly unitFactor?: string | null;
  readonly issuedRed?: string | null;
  readonly issuedAllowance?: string | null;
  readonly remainingRed?: string | null;
  readonly remainingDeduction?: string | null;
  readonly remainingAllowance?: string | null;
  readonly remainingQuantity?: string | null;
  readonly remainingPrice?: string | null;
  readonly faceName?: string | null;
  readonly faceRate?: string | null;
  readonly faceTax?: string | null;
};

export type Invoice = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly invoiceCode?: string | null;
  readonly organisation?: Pointer | null;
  readonly sign?: 'blue' | 'red' | null;
  readonly invoiceStatus?: 'normal' | 'partly-red' | 'red' | 'void' | null;
  readonly issuedAt?: string | null;
  readonly pendingInvoice?: Pointer | null;
  readonly requestId?: string | null;
  readonly testing?: boolean | null;
  readonly simulated?: boolean | null;
  readonly application?: Pointer | null;
  readonly channel?: 'leqi' | 'rpa' | 'tax-control' | null;
  readonly machineNo?: string | null;
  readonly businessNumber?: string | null;
  readonly creator?: string | null;
  readonly dataSource?: 'manual' | 'import' | 'api' | 'receivable' | 'scan' | 'customs' | null;
  readonly sourceBill?: 'receivable' | 'issue-bill' | 'sales-invoice' | 'sales-order' | 'customs' | 'other' | null;
  readonly sourceSystem?: string | null;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly taxMethod?: 'normal' | 'difference' | 'difference-full' | null;
  readonly taxIncluded?: boolean | null;
  readonly businessType?: Pointer | null;
  readonly buyerCode?: string | null;
  readonly buyerName?: string | null;
  readonly buyerTaxNo?: string | null;
  readonly buyerKind?: 'company' | 'person' | null;
  readonly buyerIdNo?: string | null;
  readonly buyerAddress?: string | null;
  readonly buyerPhone?: string | null;
  readonly buyerBank?: string | null;
  readonly buyerAccount?: string | null;
  readonly buyerEmail?: string | null;
  readonly buyerMobile?: string | null;
  readonly customerCode?: string | null;
  readonly customerName?: string | null;
  readonly customerTaxNo?: string | null;
  readonly customerKind?: 'company' | 'person' | null;
  readonly sellerName?: string | null;
  readonly sellerTaxNo?: string | null;
  readonly sellerAddress?: string | null;
  readonly sellerPhone?: string | null;
  readonly sellerBank?: string | null;
  readonly sellerAccount?: string | null;
  readonly drawer?: string | null;
  readonly payee?: string | null;
  readonly reviewer?: string | null;
  readonly taxAccount?: Pointer | null;
  readonly taxDevice?: Pointer | null;
  readonly redReason?: 'wrong' | 'return' | 'stopped' | 'allowance' | null;
  readonly blueInvoice?: Pointer | null;
  readonly redConfirmation?: Pointer | null;
  readonly redInformation?: Pointer | null;
  readonly specialKind?: 'sale' | 'rental' | 'construction' | 'motor-vehicle' | 'passenger-transport' | 'goods-transport' | null;
  readonly realEstate?: Pointer | null;
  readonly leaseFrom?: string | null;
  readonly leaseTo?: string | null;
  readonly crossCity?: boolean | null;
  readonly crossRegionNo?: string | null;
  readonly checkedPrice?: string | null;
  readonly actualGross?: string | null;
  readonly travellers?: readonly InvoiceTravellers[] | null;
  readonly freights?: readonly InvoiceFreights[] | null;
  readonly vouchers?: readonly InvoiceVouchers[] | null;
  readonly specialElements?: readonly InvoiceSpecialElements[] | null;
  readonly deducted?: boolean | null;
  readonly entered?: boolean | null;
  readonly copiesTicked?: boolean | null;
  readonly voidState?: 'waits' | 'sent' | 'done' | 'failed' | null;
  readonly voidAudit?: 'A' | 'B' | 'C' | 'D' | null;
  readonly voidedAt?: string | null;
  readonly voidFailure?: string | null;
  readonly voidRequest?: string | null;
  readonly pdf?: Json | null;
  readonly ofd?: Json | null;
  readonly xml?: Json | null;
  readonly pdfUrl?: string | null;
  readonly ofdUrl?: string | null;
  readonly xmlUrl?: string | null;
  readonly remark?: string | null;
  readonly faceRemark?: string | null;
  readonly hidden?: readonly ('spec' | 'unit' | 'quantity' | 'price')[] | null;
  readonly additionalMode?: 'none' | 'shown' | 'kept' | null;
  readonly additional?: readonly InvoiceAdditional[] | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly faceTax?: string | null;
  readonly remainingRed?: string | null;
  readonly remainingAllowance?: string | null;
  readonly lines?: readonly InvoiceLines[] | null;
};

export type InvoiceApplicationTravellers = {
  readonly id?: string;
  readonly revision?: number;
  readonly traveller?: string | null;
  readonly idKind?: 'resident-id' | 'passport' | 'hk-macau-permit' | 'taiwan-permit' | 'foreign-resident-id' | 'officer-id' | 'other' | null;
  readonly idNumber?: string | null;
  readonly day?: string | null;
  readonly placeFrom?: string | null;
  readonly placeTo?: string | null;
  readonly vehicleKind?: 'plane' | 'train' | 'coach' | 'public' | 'taxi' | 'car' | 'ship' | 'other' | null;
  readonly seatClass?: string | null;
  readonly line?: number | null;
};

export type InvoiceApplicationFreights = {
  readonly id?: string;
  readonly revision?: number;
  readonly shippedFrom?: string | null;
  readonly shippedTo?: string | null;
  readonly transportKind?: 'road' | 'rail' | 'water' | 'air' | 'pipeline' | 'other' | null;
  readonly plateNo?: string | null;
  readonly goods?: string | null;
  readonly line?: number | null;
};

export type InvoiceApplicationVouchers = {
  readonly id?: string;
  readonly revision?: number;
  readonly voucherKind?: 'digital' | 'special' | 'ordinary' | 'business-tax' | 'fiscal' | 'court' | 'deed-tax' | 'other-invoice' | 'other' | null;
  readonly number?: string | null;
  readonly code?: string | null;
  readonly day?: string | null;
  readonly amount?: string | null;
  readonly deducted?: string | null;
  readonly remark?: string | null;
  readonly line?: number | null;
};

export type InvoiceApplicationAdditional = {
  readonly id?: string;
  readonly revision?: number;
  readonly info?: Pointer | null;
  readonly valueKind?: 'text' | 'number' | 'date' | null;
  readonly text?: string | null;
  readonly amount?: string | null;
  readonly day?: string | null;
};

export type InvoiceApplicationLines = {
  readonly id?: string;
  readonly revision?: number;
  readonly item?: Pointer | null;
  readonly itemName?: string | null;
  readonly quantity?: string | null;
  readonly price?: string | null;
  readonly rate?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly grossPrice?: string | null;
  readonly unit?: string | null;
  readonly spec?: string | null;
  readonly taxCode?: string | null;
  readonly lineNo?: number | null;
  readonly kind?: 'normal' | 'discount' | 'discounted' | null;
  readonly itemCode?: string | null;
  readonly materialCode?: string | null;
  readonly materialName?: string | null;
  readonly categoryCode?: string | null;
  readonly categoryName?: string | null;
  readonly expenseCode?: string | null;
  readonly expenseName?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: string | null;
  readonly remark?: string | null;
  readonly gift?: boolean | null;
  readonly deduction?: string | null;
  readonly vehicle?: Pointer | null;
  readonly originalUnit?: string | null;
  readonly originalQuantity?: string | null;
  readonly originalIssuedQuantity?: string | null;
  readonly unitFactor?: string | null;
  readonly issuedQuantity?: string | null;
  readonly issuedGross?: string | null;
  readonly issuedAmount?: string | null;
  readonly issuedTax?: string | null;
  readonly issuedDeduction?: string | null;
  readonly amountDifference?: string | null;
  readonly taxDifference?: string | null;
  readonly grossDifference?: string | null;
};

export type InvoiceApplication = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly billDate?: string | null;
  readonly businessNumber?: string | null;
  readonly creator?: string | null;
  readonly dataSource?: 'manual' | 'import' | 'api' | 'receivable' | 'scan' | 'customs' | null;
  readonly sourceBill?: 'receivable' | 'issue-bill' | 'sales-invoice' | 'sales-order' | 'customs' | 'other' | null;
  readonly sourceSystem?: string | null;
  readonly scannedCode?: string | null;
  readonly billType?: 'normal' | 'void' | 'red' | null;
  readonly billStatus?: 'normal' | 'voided' | 'held' | null;
  readonly applyStatus?: 'none' | 'partial' | 'applied' | null;
  readonly auditStatus?: 'A' | 'B' | 'C' | 'D' | null;
  readonly closed?: boolean | null;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly taxMethod?: 'normal' | 'difference' | 'difference-full' | null;
  readonly taxIncluded?: boolean | null;
  readonly businessType?: Pointer | null;
  readonly buyerTitle?: Pointer | null;
  readonly buyerCode?: string | null;
  readonly buyerName?: string | null;
  readonly buyerTaxNo?: string | null;
  readonly buyerKind?: 'company' | 'person' | null;
  readonly buyerIdNo?: string | null;
  readonly buyerAddress?: string | null;
  readonly buyerPhone?: string | null;
  readonly buyerBank?: string | null;
  readonly buyerAccount?: string | null;
  readonly buyerEmail?: string | null;
  readonly buyerMobile?: string | null;
  readonly customer?: Pointer | null;
  readonly customerCode?: string | null;
  readonly customerName?: string | null;
  readonly customerTaxNo?: string | null;
  readonly customerKind?: 'company' | 'person' | null;
  readonly sellerName?: string | null;
  readonly sellerTaxNo?: string | null;
  readonly sellerAddress?: string | null;
  readonly sellerPhone?: string | null;
  readonly sellerBank?: string | null;
  readonly sellerAccount?: string | null;
  readonly drawer?: string | null;
  readonly payee?: string | null;
  readonly reviewer?: string | null;
  readonly taxAccount?: Pointer | null;
  readonly handler?: Pointer | null;
  readonly lateIssueReason?: string | null;
  readonly redReason?: 'wrong' | 'return' | 'stopped' | 'allowance' | null;
  readonly blueInvoice?: Pointer | null;
  readonly redConfirmation?: Pointer | null;
  readonly redInformation?: Pointer | null;
  readonly specialKind?: 'sale' | 'rental' | 'construction' | 'motor-vehicle' | 'passenger-transport' | 'goods-transport' | null;
  readonly realEstate?: Pointer | null;
  readonly leaseFrom?: string | null;
  readonly leaseTo?: string | null;
  readonly crossCity?: boolean | null;
  readonly crossRegionNo?: string | null;
  readonly checkedPrice?: string | null;
  readonly actualGross?: string | null;
  readonly travellers?: readonly InvoiceApplicationTravellers[] | null;
  readonly freights?: readonly InvoiceApplicationFreights[] | null;
  readonly vouchers?: readonly InvoiceApplicationVouchers[] | null;
  readonly showSellerBank?: boolean | null;
  readonly showBuyerBank?: boolean | null;
  readonly showSellerAddress?: boolean | null;
  readonly showBuyerAddress?: boolean | null;
  readonly remark?: string | null;
  readonly additionalMode?: 'none' | 'shown' | 'kept' | null;
  readonly additional?: readonly InvoiceApplicationAdditional[] | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly lines?: readonly InvoiceApplicationLines[] | null;
};

export type InvoiceFile = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly invoice?: Pointer | null;
  readonly fileFormat?: 'pdf' | 'ofd' | 'xml' | null;
  readonly origin?: 'made' | 'fetched' | null;
  readonly state?: 'waiting' | 'sending' | 'sent' | 'failed' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
};

export type InvoiceItemMaterials = {
  readonly id?: string;
  readonly revision?: number;
  readonly source?: 'goods' | 'material' | 'material-category' | 'expense-item' | null;
  readonly goodsCode?: string | null;
  readonly goodsName?: string | null;
  readonly material?: Pointer | null;
  readonly materialCategory?: Pointer | null;
  readonly expenseItem?: Pointer | null;
  readonly materialUnit?: Pointer | null;
  readonly unitText?: string | null;
  readonly baseUnit?: Pointer | null;
  readonly unitFactor?: string | null;
};

export type InvoiceItem = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly category?: Pointer | null;
  readonly taxCategory?: Pointer | null;
  readonly taxCode?: string | null;
  readonly taxShortName?: string | null;
  readonly codeVersion?: string | null;
  readonly rate?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: '免税' | '免征收' | '不征税' | '按3%简易征收' | '按5%简易征收' | '按5%简易征收减按1.5%计征' | '即征即退30%' | '即征即退50%' | '即征即退70%' | '即征即退100%' | '先征后退' | null;
  readonly spec?: string | null;
  readonly unit?: string | null;
  readonly price?: string | null;
  readonly priority?: number | null;
  readonly materials?: readonly InvoiceItemMaterials[] | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type InvoiceItemCategory = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly parent?: Pointer | null;
  readonly description?: string | null;
};

export type InvoiceMailInvoices = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoice?: Pointer | null;
};

export type InvoiceMail = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly recipient?: string | null;
  readonly buyerName?: string | null;
  readonly scheme?: Pointer | null;
  readonly invoices?: readonly InvoiceMailInvoices[] | null;
  readonly application?: Pointer | null;
  readonly pendingInvoice?: Pointer | null;
  readonly gathering?: string | null;
  readonly state?: 'held' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
  readonly leftOut?: string | null;
  readonly subject?: string | null;
  readonly messageId?: string | null;
  readonly remark?: string | null;
};

export type InvoiceSmsInvoices = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoice?: Pointer | null;
};

export type InvoiceSms = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly recipient?: string | null;
  readonly buyerName?: string | null;
  readonly invoices?: readonly InvoiceSmsInvoices[] | null;
  readonly application?: Pointer | null;
  readonly pendingInvoice?: Pointer | null;
  readonly gathering?: string | null;
  readonly state?: 'held' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | null;
  readonly attempts?: number | null;
  readonly nextAt?: string | null;
  readonly startedAt?: string | null;
  readonly sentAt?: string | null;
  readonly failure?: string | null;
  readonly text?: string | null;
  readonly remark?: string | null;
};

export type InvoiceTypeRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly priority?: number | null;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type LeqiSummaryTypes = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly invoices?: number | null;
  readonly net?: string | null;
  readonly tax?: string | null;
};

export type LeqiSummary = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly taxNo?: string | null;
  readonly month?: string | null;
  readonly status?: 'open' | 'confirmed' | null;
  readonly confirmsOn?: string | null;
  readonly invoices?: number | null;
  readonly net?: string | null;
  readonly tax?: string | null;
  readonly types?: readonly LeqiSummaryTypes[] | null;
  readonly confirmedAt?: string | null;
  readonly confirmedBy?: Pointer | null;
  readonly remark?: string | null;
};

export type Licence = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly service?: 'issuing' | 'receiving' | null;
  readonly organisation?: Pointer | null;
  readonly name?: string | null;
  readonly taxNo?: string | null;
  readonly status?: 'none' | 'authorised' | 'withdrawn' | null;
  readonly authorisedOn?: string | null;
  readonly withdrawnOn?: string | null;
  readonly authorisation?: Pointer | null;
  readonly remark?: string | null;
};

export type LicenceAssignmentDetails = {
  readonly id?: string;
  readonly revision?: number;
  readonly module?: string | null;
  readonly seats?: number | null;
  readonly expiresOn?: string | null;
};

export type LicenceAssignmentUsers = {
  readonly id?: string;
  readonly revision?: number;
  readonly user?: Pointer | null;
  readonly assignedOn?: string | null;
};

export type LicenceAssignment = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly cloud?: 'public' | 'private' | null;
  readonly details?: readonly LicenceAssignmentDetails[] | null;
  readonly users?: readonly LicenceAssignmentUsers[] | null;
  readonly remark?: string | null;
};

export type MailSchemeOrganisations = {
  readonly id?: string;
  readonly revision?: number;
  readonly organisation?: Pointer | null;
  readonly organisationName?: string | null;
  readonly taxNo?: string | null;
};

export type MailScheme = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly isDefault?: boolean | null;
  readonly mailbox?: 'system' | 'own' | null;
  readonly userName?: string | null;
  readonly account?: string | null;
  readonly password?: string | null;
  readonly host?: string | null;
  readonly port?: number | null;
  readonly ssl?: boolean | null;
  readonly linkFormats?: readonly ('pdf' | 'ofd' | 'xml')[] | null;
  readonly attach?: boolean | null;
  readonly prints?: string | null;
  readonly linkPrints?: string | null;
  readonly linkFiles?: boolean | null;
  readonly linkHours?: number | null;
  readonly singleTemplate?: 'default' | 'own' | null;
  readonly singleSubject?: string | null;
  readonly singleBody?: string | null;
  readonly multiTemplate?: 'default' | 'own' | null;
  readonly multiSubject?: string | null;
  readonly multiBody?: string | null;
  readonly listColumns?: readonly (string)[] | null;
  readonly organisations?: readonly MailSchemeOrganisations[] | null;
  readonly remark?: string | null;
};

export type Material = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly category?: Pointer | null;
  readonly spec?: string | null;
  readonly baseUnit?: Pointer | null;
  readonly barcode?: string | null;
  readonly remark?: string | null;
};

export type MaterialCategory = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly parent?: Pointer | null;
  readonly remark?: string | null;
};

export type MaterialUnit = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly material?: Pointer | null;
  readonly unit?: Pointer | null;
  readonly name?: string | null;
  readonly baseUnit?: Pointer | null;
  readonly baseFactor?: string | null;
  readonly sourceFactor?: string | null;
  readonly factor?: string | null;
  readonly remark?: string | null;
};

export type MergeRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly systemDefault?: boolean | null;
  readonly documentKeys?: readonly (string)[] | null;
  readonly lineKeys?: readonly (string)[] | null;
  readonly mergeLines?: boolean | null;
  readonly lineHandling?: 'add' | 'one' | null;
  readonly zeroQuantity?: 'empty' | 'spread' | null;
  readonly offset?: 'none' | 'same-rate' | 'line-keys' | null;
  readonly priceGap?: string | null;
  readonly offsetQuantity?: 'amount-by-price' | null;
  readonly switch1?: boolean | null;
  readonly switch2?: boolean | null;
  readonly tail?: 'cannot-issue' | 'several-lines' | 'gross-exact' | null;
  readonly remarks?: 'accumulate' | 'distinct' | null;
  readonly hidden?: readonly ('spec' | 'unit' | 'quantity' | 'price')[] | null;
  readonly remark?: string | null;
};

export type OtherSettingsSmsCompanies = {
  readonly id?: string;
  readonly revision?: number;
  readonly organisation?: Pointer | null;
  readonly companyName?: string | null;
  readonly taxNo?: string | null;
};

export type OtherSettingsGrossLimits = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly grossLimit?: string | null;
  readonly organisations?: readonly Pointer[] | null;
};

export type OtherSettings = {
  readonly id?: string;
  readonly revision?: number;
  readonly completeItems?: boolean | null;
  readonly completePreference?: boolean | null;
  readonly mapItems?: readonly ('import' | 'api')[] | null;
  readonly saveItems?: boolean | null;
  readonly rederivePrice?: boolean | null;
  readonly completeTitles?: boolean | null;
  readonly mapTitles?: readonly ('import' | 'api' | 'scan')[] | null;
  readonly forceTitleMapping?: boolean | null;
  readonly saveTitles?: readonly ('import' | 'api' | 'scan')[] | null;
  readonly continueAfterFailure?: boolean | null;
  readonly issueOrder?: 'pending-number' | 'buyer-name' | 'seller-bank' | 'application-number' | 'split-order' | null;
  readonly nameTooLong?: 'warn' | 'cut' | null;
  readonly specTooLong?: 'warn' | 'cut' | null;
  readonly unitTooLong?: 'warn' | 'cut' | null;
  readonly priceTooLong?: 'warn' | 'cut' | null;
  readonly remarkTooLong?: 'warn' | 'cut' | null;
  readonly sms?: boolean | null;
  readonly smsMode?: 'each' | 'merged' | null;
  readonly smsSignature?: string | null;
  readonly smsCompanies?: readonly OtherSettingsSmsCompanies[] | null;
  readonly delivery?: 'mail-or-mobile' | 'none' | null;
  readonly fileNameSeparator?: '-' | '_' | '.' | 'space' | 'none' | null;
  readonly fileNameFields?: readonly (string)[] | null;
  readonly simulatedFileSeconds?: number | null;
  readonly grossLimits?: readonly OtherSettingsGrossLimits[] | null;
  readonly grossMode?: 'by-price' | 'by-quantity' | null;
  readonly grossPriceQuantity?: 'kept' | 'fixed' | null;
  readonly grossFixedQuantity?: string | null;
  readonly grossQuantityMode?: 'exact' | 'whole' | null;
  readonly grossQuantityDecimals?: number | null;
  readonly grossHandling?: 'system' | 'keep-decimals' | null;
};

export type Partner = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly kind?: 'company' | 'person' | null;
  readonly taxNo?: string | null;
  readonly idNo?: string | null;
  readonly address?: string | null;
  readonly phone?: string | null;
  readonly bank?: string | null;
  readonly account?: string | null;
  readonly mobile?: string | null;
  readonly email?: string | null;
  readonly remark?: string | null;
};

export type PendingInvoiceTravellers = {
  readonly id?: string;
  readonly revision?: number;
  readonly traveller?: string | null;
  readonly idKind?: 'resident-id' | 'passport' | 'hk-macau-permit' | 'taiwan-permit' | 'foreign-resident-id' | 'officer-id' | 'other' | null;
  readonly idNumber?: string | null;
  readonly day?: string | null;
  readonly placeFrom?: string | null;
  readonly placeTo?: string | null;
  readonly vehicleKind?: 'plane' | 'train' | 'coach' | 'public' | 'taxi' | 'car' | 'ship' | 'other' | null;
  readonly seatClass?: string | null;
  readonly line?: number | null;
};

export type PendingInvoiceFreights = {
  readonly id?: string;
  readonly revision?: number;
  readonly shippedFrom?: string | null;
  readonly shippedTo?: string | null;
  readonly transportKind?: 'road' | 'rail' | 'water' | 'air' | 'pipeline' | 'other' | null;
  readonly plateNo?: string | null;
  readonly goods?: string | null;
  readonly line?: number | null;
};

export type PendingInvoiceVouchers = {
  readonly id?: string;
  readonly revision?: number;
  readonly voucherKind?: 'digital' | 'special' | 'ordinary' | 'business-tax' | 'fiscal' | 'court' | 'deed-tax' | 'other-invoice' | 'other' | null;
  readonly number?: string | null;
  readonly code?: string | null;
  readonly day?: string | null;
  readonly amount?: string | null;
  readonly deducted?: string | null;
  readonly remark?: string | null;
  readonly line?: number | null;
};

export type PendingInvoiceSpecialElements = {
  readonly id?: string;
  readonly revision?: number;
  readonly subject?: string | null;
  readonly label?: string | null;
  readonly value?: string | null;
  readonly order?: number | null;
  readonly faceOnly?: boolean | null;
};

export type PendingInvoiceAdditional = {
  readonly id?: string;
  readonly revision?: number;
  readonly info?: Pointer | null;
  readonly valueKind?: 'text' | 'number' | 'date' | null;
  readonly text?: string | null;
  readonly amount?: string | null;
  readonly day?: string | null;
};

export type PendingInvoiceLines = {
  readonly id?: string;
  readonly revision?: number;
  readonly item?: Pointer | null;
  readonly itemName?: string | null;
  readonly rate?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly quantity?: string | null;
  readonly price?: string | null;
  readonly grossPrice?: string | null;
  readonly unit?: string | null;
  readonly spec?: string | null;
  readonly taxCode?: string | null;
  readonly lineNo?: number | null;
  readonly kind?: 'normal' | 'discount' | 'discounted' | null;
  readonly itemCode?: string | null;
  readonly materialCode?: string | null;
  readonly materialName?: string | null;
  readonly categoryCode?: string | null;
  readonly categoryName?: string | null;
  readonly expenseCode?: string | null;
  readonly expenseName?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: string | null;
  readonly remark?: string | null;
  readonly gift?: boolean | null;
  readonly deduction?: string | null;
  readonly vehicle?: Pointer | null;
  readonly originalUnit?: string | null;
  readonly originalIssuedQuantity?: string | null;
  readonly unitFactor?: string | null;
};

export type PendingInvoiceSources = {
  readonly id?: string;
  readonly revision?: number;
  readonly application?: Pointer | null;
  readonly lineId?: string | null;
  readonly quantity?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly deduction?: string | null;
  readonly amountDifference?: string | null;
  readonly taxDifference?: string | null;
};

export type PendingInvoiceBlueUses = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoiceNo?: string | null;
  readonly lineNo?: number | null;
  readonly itemName?: string | null;
  readonly unit?: string | null;
  readonly lineId?: string | null;
  readonly quantity?: string | null;
  readonly amount?: string | null;
  readonly deduction?: string | null;
};

export type PendingInvoice = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly billDate?: string | null;
  readonly application?: Pointer | null;
  readonly splitOrder?: number | null;
  readonly withList?: boolean | null;
  readonly businessNumber?: string | null;
  readonly creator?: string | null;
  readonly dataSource?: 'manual' | 'import' | 'api' | 'receivable' | 'scan' | 'customs' | null;
  readonly sourceBill?: 'receivable' | 'issue-bill' | 'sales-invoice' | 'sales-order' | 'customs' | 'other' | null;
  readonly sourceSystem?: string | null;
  readonly billType?: 'normal' | 'void' | 'red' | null;
  readonly billStatus?: 'normal' | 'voided' | 'held' | null;
  readonly auditStatus?: 'A' | 'B' | 'C' | 'D' | null;
  readonly issueStatus?: 'pending' | 'issuing' | 'issued' | 'failed' | null;
  readonly failure?: string | null;
  readonly failureCode?: string | null;
  readonly failurePath?: string | null;
  readonly failedAt?: string | null;
  readonly waitsFor?: string | null;
  readonly queuedAt?: string | null;
  readonly notBefore?: string | null;
  readonly batch?: string | null;
  readonly batchOrder?: number | null;
  readonly stopOnFailure?: boolean | null;
  readonly stopAsked?: boolean | null;
  readonly testing?: boolean | null;
  readonly requestId?: string | null;
  readonly invoice?: Pointer | null;
  readonly credit?: Pointer | null;
  readonly issuedAutomatically?: boolean | null;
  readonly issueOperator?: Pointer | null;
  readonly channel?: 'leqi' | 'rpa' | 'tax-control' | null;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly taxMethod?: 'normal' | 'difference' | 'difference-full' | null;
  readonly taxIncluded?: boolean | null;
  readonly businessType?: Pointer | null;
  readonly buyerCode?: string | null;
  readonly buyerName?: string | null;
  readonly buyerTaxNo?: string | null;
  readonly buyerKind?: 'company' | 'person' | null;
  readonly buyerIdNo?: string | null;
  readonly buyerAddress?: string | null;
  readonly buyerPhone?: string | null;
  readonly buyerBank?: string | null;
  readonly buyerAccount?: string | null;
  readonly buyerEmail?: string | null;
  readonly buyerMobile?: string | null;
  readonly customerCode?: string | null;
  readonly customerName?: string | null;
  readonly customerTaxNo?: string | null;
  readonly customerKind?: 'company' | 'person' | null;
  readonly sellerName?: string | null;
  readonly sellerTaxNo?: string | null;
  readonly sellerAddress?: string | null;
  readonly sellerPhone?: string | null;
  readonly sellerBank?: string | null;
  readonly sellerAccount?: string | null;
  readonly drawer?: string | null;
  readonly payee?: string | null;
  readonly reviewer?: string | null;
  readonly taxAccount?: Pointer | null;
  readonly taxDevice?: Pointer | null;
  readonly lateIssueReason?: string | null;
  readonly redReason?: 'wrong' | 'return' | 'stopped' | 'allowance' | null;
  readonly blueInvoice?: Pointer | null;
  readonly redConfirmation?: Pointer | null;
  readonly redInformation?: Pointer | null;
  readonly specialKind?: 'sale' | 'rental' | 'construction' | 'motor-vehicle' | 'passenger-transport' | 'goods-transport' | null;
  readonly realEstate?: Pointer | null;
  readonly leaseFrom?: string | null;
  readonly leaseTo?: string | null;
  readonly crossCity?: boolean | null;
  readonly crossRegionNo?: string | null;
  readonly checkedPrice?: string | null;
  readonly actualGross?: string | null;
  readonly travellers?: readonly PendingInvoiceTravellers[] | null;
  readonly freights?: readonly PendingInvoiceFreights[] | null;
  readonly vouchers?: readonly PendingInvoiceVouchers[] | null;
  readonly specialElements?: readonly PendingInvoiceSpecialElements[] | null;
  readonly showSellerBank?: boolean | null;
  readonly showBuyerBank?: boolean | null;
  readonly showSellerAddress?: boolean | null;
  readonly showBuyerAddress?: boolean | null;
  readonly hidden?: readonly ('spec' | 'unit' | 'quantity' | 'price')[] | null;
  readonly remark?: string | null;
  readonly additionalMode?: 'none' | 'shown' | 'kept' | null;
  readonly additional?: readonly PendingInvoiceAdditional[] | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly lines?: readonly PendingInvoiceLines[] | null;
  readonly sources?: readonly PendingInvoiceSources[] | null;
  readonly blueUses?: readonly PendingInvoiceBlueUses[] | null;
};

export type ProcessingScheme = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly dataSources?: readonly ('import' | 'api')[] | null;
  readonly priority?: number | null;
  readonly splitRule?: Pointer | null;
  readonly mergeRule?: Pointer | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type QuotaAccount = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly taxNo?: string | null;
  readonly month?: string | null;
  readonly given?: string | null;
  readonly adjusted?: string | null;
  readonly leqi?: boolean | null;
  readonly downloaded?: string | null;
  readonly usedLeqi?: string | null;
  readonly usedOthers?: string | null;
  readonly total?: string | null;
  readonly used?: string | null;
  readonly left?: string | null;
  readonly reached80?: string | null;
  readonly reached95?: string | null;
  readonly remark?: string | null;
};

export type QuotaEntry = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly happenedAt?: string | null;
  readonly taxNo?: string | null;
  readonly month?: string | null;
  readonly kind?: 'given' | 'adjust' | 'download' | 'return' | 'reserve' | 'confirm' | 'release' | 'back' | null;
  readonly net?: string | null;
  readonly leqi?: boolean | null;
  readonly request?: string | null;
  readonly invoice?: Pointer | null;
  readonly returnReason?: string | null;
};

export type RateCorrection = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly itemName?: string | null;
  readonly itemCode?: string | null;
  readonly spec?: string | null;
  readonly taxCategory?: Pointer | null;
  readonly taxCode?: string | null;
  readonly rate?: string | null;
  readonly remark?: string | null;
};

export type RealEstate = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly type?: 'sale' | 'rental' | 'construction' | null;
  readonly region?: string | null;
  readonly address?: string | null;
  readonly place?: string | null;
  readonly titleCertificateNo?: string | null;
  readonly vatProjectNo?: string | null;
  readonly unitCode?: string | null;
  readonly contractNo?: string | null;
  readonly certificateNo?: string | null;
  readonly areaUnit?: 'square-metre' | 'mu' | 'hectare' | 'square-kilometre' | 'cubic-metre' | 'metre' | 'kilometre' | null;
  readonly landVatProjectNo?: string | null;
  readonly projectName?: string | null;
  readonly remark?: string | null;
};

export type ReceiptCode = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly name?: string | null;
  readonly taxNo?: string | null;
  readonly grossLimit?: string | null;
  readonly invoiceTypes?: readonly ('10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp')[] | null;
  readonly item?: Pointer | null;
  readonly code?: string | null;
  readonly remark?: string | null;
};

export type ReceiptSetting = {
  readonly id?: string;
  readonly revision?: number;
  readonly pushToImaging?: boolean | null;
  readonly remark?: string | null;
};

export type RedConfirmationLines = {
  readonly id?: string;
  readonly revision?: number;
  readonly itemName?: string | null;
  readonly rate?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly quantity?: string | null;
  readonly price?: string | null;
  readonly grossPrice?: string | null;
  readonly unit?: string | null;
  readonly spec?: string | null;
  readonly taxCode?: string | null;
  readonly lineNo?: number | null;
  readonly kind?: 'normal' | 'discount' | 'discounted' | null;
  readonly itemCode?: string | null;
  readonly materialCode?: string | null;
  readonly materialName?: string | null;
  readonly categoryCode?: string | null;
  readonly categoryName?: string | null;
  readonly expenseCode?: string | null;
  readonly expenseName?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: string | null;
  readonly remark?: string | null;
  readonly gift?: boolean | null;
  readonly deduction?: string | null;
  readonly vehicle?: Pointer | null;
  readonly originalUnit?: string | null;
  readonly originalIssuedQuantity?: string | null;
  readonly unitFactor?: string | null;
  readonly blueLine?: number | null;
};

export type RedConfirmation = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly status?: '00' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | null;
  readonly source?: 'bureau' | 'manual' | 'api' | 'document' | null;
  readonly enteredAt?: string | null;
  readonly enteredBy?: 'seller' | 'buyer' | null;
  readonly answerBy?: string | null;
  readonly auditStatus?: 'A' | 'B' | 'C' | 'D' | null;
  readonly entering?: boolean | null;
  readonly enteringWaits?: string | null;
  readonly issued?: boolean | null;
  readonly redReason?: 'wrong' | 'return' | 'stopped' | 'allowance' | null;
  readonly blueInvoice?: Pointer | null;
  readonly blueInvoiceNo?: string | null;
  readonly blueIssuedAt?: string | null;
  readonly channel?: 'leqi' | 'rpa' | 'tax-control' | null;
  readonly businessNumber?: string | null;
  readonly creator?: string | null;
  readonly dataSource?: 'manual' | 'import' | 'api' | 'receivable' | 'scan' | 'customs' | null;
  readonly sourceBill?: 'receivable' | 'issue-bill' | 'sales-invoice' | 'sales-order' | 'customs' | 'other' | null;
  readonly sourceSystem?: string | null;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly taxMethod?: 'normal' | 'difference' | 'difference-full' | null;
  readonly taxIncluded?: boolean | null;
  readonly businessType?: Pointer | null;
  readonly buyerCode?: string | null;
  readonly buyerName?: string | null;
  readonly buyerTaxNo?: string | null;
  readonly buyerKind?: 'company' | 'person' | null;
  readonly buyerIdNo?: string | null;
  readonly buyerAddress?: string | null;
  readonly buyerPhone?: string | null;
  readonly buyerBank?: string | null;
  readonly buyerAccount?: string | null;
  readonly buyerEmail?: string | null;
  readonly buyerMobile?: string | null;
  readonly customerCode?: string | null;
  readonly customerName?: string | null;
  readonly customerTaxNo?: string | null;
  readonly customerKind?: 'company' | 'person' | null;
  readonly sellerName?: string | null;
  readonly sellerTaxNo?: string | null;
  readonly ownTaxNo?: string | null;
  readonly sellerAddress?: string | null;
  readonly sellerPhone?: string | null;
  readonly sellerBank?: string | null;
  readonly sellerAccount?: string | null;
  readonly drawer?: string | null;
  readonly payee?: string | null;
  readonly reviewer?: string | null;
  readonly taxAccount?: Pointer | null;
  readonly specialKind?: 'sale' | 'rental' | 'construction' | 'motor-vehicle' | 'passenger-transport' | 'goods-transport' | null;
  readonly remark?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly lines?: readonly RedConfirmationLines[] | null;
};

export type RedConfirmationRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly statuses?: readonly ('00' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10')[] | null;
  readonly sources?: readonly ('bureau' | 'manual' | 'api' | 'document')[] | null;
  readonly entryDays?: number | null;
  readonly lineFields?: readonly (string)[] | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type RedInformationLines = {
  readonly id?: string;
  readonly revision?: number;
  readonly itemName?: string | null;
  readonly rate?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly quantity?: string | null;
  readonly price?: string | null;
  readonly unit?: string | null;
  readonly spec?: string | null;
  readonly taxCode?: string | null;
  readonly lineNo?: number | null;
  readonly kind?: 'normal' | 'discount' | 'discounted' | null;
  readonly itemCode?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: string | null;
  readonly blueLine?: number | null;
};

export type RedInformation = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly status?: 'draft' | 'sent' | 'numbered' | 'refused' | 'revoking' | 'used' | 'revoked' | null;
  readonly applicant?: 'seller' | 'buyer' | null;
  readonly informationNo?: string | null;
  readonly auditStatus?: 'A' | 'B' | 'C' | 'D' | null;
  readonly attempt?: number | null;
  readonly waitsFor?: string | null;
  readonly numberedAt?: string | null;
  readonly claim?: string | null;
  readonly redReason?: 'wrong' | 'return' | 'stopped' | 'allowance' | null;
  readonly blueInvoice?: Pointer | null;
  readonly blueInvoiceNo?: string | null;
  readonly blueInvoiceCode?: string | null;
  readonly blueIssuedAt?: string | null;
  readonly invoiceType?: '028' | '004' | null;
  readonly channel?: 'leqi' | 'rpa' | 'tax-control' | null;
  readonly buyerName?: string | null;
  readonly buyerTaxNo?: string | null;
  readonly sellerName?: string | null;
  readonly sellerTaxNo?: string | null;
  readonly remark?: string | null;
  readonly amount?: string | null;
  readonly tax?: string | null;
  readonly gross?: string | null;
  readonly lines?: readonly RedInformationLines[] | null;
};

export type RedMailPushAddresses = {
  readonly id?: string;
  readonly revision?: number;
  readonly email?: string | null;
  readonly name?: string | null;
};

export type RedMailPush = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly scheme?: Pointer | null;
  readonly timing?: 'at-once' | 'before-expiry' | 'daily' | null;
  readonly hoursBefore?: number | null;
  readonly sendTime?: string | null;
  readonly scenes?: readonly ('waiting' | 'confirmed' | 'refused' | 'expired' | 'withdrawn')[] | null;
  readonly recipients?: readonly ('buyer' | 'seller' | 'drawer' | 'listed')[] | null;
  readonly addresses?: readonly RedMailPushAddresses[] | null;
  readonly remark?: string | null;
};

export type RedMailSchemeOrganisations = {
  readonly id?: string;
  readonly revision?: number;
  readonly organisation?: Pointer | null;
  readonly organisationName?: string | null;
  readonly taxNo?: string | null;
};

export type RedMailScheme = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly mailbox?: 'system' | 'own' | null;
  readonly userName?: string | null;
  readonly account?: string | null;
  readonly password?: string | null;
  readonly host?: string | null;
  readonly port?: number | null;
  readonly ssl?: boolean | null;
  readonly prints?: string | null;
  readonly linkPrints?: string | null;
  readonly linkFiles?: boolean | null;
  readonly linkHours?: number | null;
  readonly ownTemplate?: 'default' | 'own' | null;
  readonly ownSubject?: string | null;
  readonly ownBody?: string | null;
  readonly customFields?: readonly (string)[] | null;
  readonly organisations?: readonly RedMailSchemeOrganisations[] | null;
  readonly remark?: string | null;
};

export type RemarkRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly kind?: 'header' | 'line' | null;
  readonly priority?: number | null;
  readonly separator?: '-' | '_' | ',' | ';' | '/' | '|' | 'space' | 'newline' | 'none' | null;
  readonly tooLong?: 'drop-fields' | 'cut' | null;
  readonly headerFields?: readonly (string)[] | null;
  readonly lineFields?: readonly (string)[] | null;
  readonly condition?: Json | null;
  readonly remark?: string | null;
};

export type ScanPage = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly stack?: Pointer | null;
  readonly page?: number | null;
  readonly image?: Json | null;
  readonly codes?: string | null;
  readonly cover?: boolean | null;
  readonly state?: 'waiting' | 'assigned' | 'landed' | null;
  readonly bill?: Pointer | null;
  readonly place?: number | null;
  readonly why?: 'no-cover' | 'two-covers' | 'not-in-corner' | 'bill-elsewhere' | 'bill-not-waiting' | 'scanner-other' | 'taken-back' | null;
  readonly remark?: string | null;
};

export type ScanStack = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly file?: Json | null;
  readonly pages?: number | null;
  readonly readAt?: string | null;
  readonly remark?: string | null;
};

export type SplitRuleLimits = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly netLimit?: string | null;
};

export type SplitRule = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly systemDefault?: boolean | null;
  readonly limits?: readonly SplitRuleLimits[] | null;
  readonly deviceLimit?: boolean | null;
  readonly quantityDecimals?: number | null;
  readonly priceDecimals?: number | null;
  readonly handling?: 'system' | 'keep-decimals' | null;
  readonly fixedQuantity?: string | null;
  readonly lastLine?: 'none' | 'price-kept' | 'quantity-kept' | null;
  readonly remarkRule?: 'header' | 'first-line' | 'invoice-lines' | 'document-lines' | null;
  readonly remarkSeparator?: '+' | '-' | ',' | ';' | 'space' | 'newline' | null;
  readonly list?: 'none' | 'when-over' | 'always' | null;
  readonly rowsPerInvoice?: number | null;
  readonly digitalRows?: number | null;
  readonly listRows?: number | null;
  readonly taxRule?: 'per-line' | 'as-entered' | null;
  readonly splitFields?: readonly (string)[] | null;
  readonly remark?: string | null;
};

export type Staff = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly user?: Pointer | null;
  readonly department?: string | null;
  readonly position?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly remark?: string | null;
};

export type StaticQr = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly organisation?: Pointer | null;
  readonly name?: string | null;
  readonly taxNo?: string | null;
  readonly grossLimit?: string | null;
  readonly item?: Pointer | null;
  readonly code?: string | null;
  readonly remark?: string | null;
};

export type TaxAccount = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly login?: string | null;
  readonly organisation?: Pointer | null;
  readonly taxNo?: string | null;
  readonly channel?: 'rpa' | 'leqi' | 'tax-control' | null;
  readonly drawer?: string | null;
  readonly users?: readonly Pointer[] | null;
  readonly online?: boolean | null;
  readonly queueLength?: number | null;
  readonly remark?: string | null;
};

export type TaxCategory = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly shortName?: string | null;
  readonly codeVersion?: string | null;
  readonly firstDay?: string | null;
  readonly lastDay?: string | null;
  readonly successor?: Pointer | null;
  readonly parent?: Pointer | null;
  readonly summary?: boolean | null;
  readonly rate?: string | null;
  readonly rates?: readonly ('0' | '0.01' | '0.015' | '0.03' | '0.04' | '0.05' | '0.06' | '0.09' | '0.1' | '0.11' | '0.13' | '0.16' | '0.17')[] | null;
  readonly preferenceAllowed?: boolean | null;
  readonly preferencePolicies?: string | null;
  readonly explanation?: string | null;
  readonly keywords?: string | null;
  readonly remark?: string | null;
};

export type TaxCodeEdition = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly firstDay?: string | null;
  readonly complete?: boolean | null;
  readonly remark?: string | null;
};

export type TaxDeviceLimits = {
  readonly id?: string;
  readonly revision?: number;
  readonly invoiceType?: '10xdp' | '08xdp' | '026' | '028' | '007' | '004' | '025' | '007xdp' | '004xdp' | null;
  readonly netLimit?: string | null;
};

export type TaxDevice = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly organisation?: Pointer | null;
  readonly taxNo?: string | null;
  readonly machineNo?: string | null;
  readonly kind?: 'disc' | 'ukey' | 'server' | null;
  readonly drawer?: string | null;
  readonly payee?: string | null;
  readonly reviewer?: string | null;
  readonly limits?: readonly TaxDeviceLimits[] | null;
  readonly remark?: string | null;
};

export type Unit = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly baseUnit?: Pointer | null;
  readonly baseFactor?: string | null;
  readonly sourceFactor?: string | null;
  readonly factor?: string | null;
  readonly remark?: string | null;
};

export type Vehicle = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly type?: 'passenger' | 'truck' | 'motorcycle' | 'trailer' | 'special' | 'used' | null;
  readonly vehicleType?: string | null;
  readonly brandModel?: string | null;
  readonly origin?: string | null;
  readonly maker?: string | null;
  readonly seats?: number | null;
  readonly tonnage?: string | null;
  readonly displacement?: string | null;
  readonly purpose?: string | null;
  readonly plateNo?: string | null;
  readonly taxCategory?: Pointer | null;
  readonly rate?: string | null;
  readonly mergedCode?: string | null;
  readonly remark?: string | null;
};

export type WorkflowNodeDecisions = {
  readonly id?: string;
  readonly revision?: number;
  readonly code?: string | null;
  readonly name?: string | null;
  readonly meaning?: 'agree' | 'reject' | 'rescan' | 'reject-rescan' | null;
};

export type WorkflowNodePlugins = {
  readonly id?: string;
  readonly revision?: number;
  readonly plugin?: string | null;
  readonly purpose?: string | null;
};

export type WorkflowNode = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly process?: string | null;
  readonly billType?: string | null;
  readonly kind?: 'upload' | 'approval' | null;
  readonly step?: number | null;
  readonly scanner?: Pointer | null;
  readonly decisions?: readonly WorkflowNodeDecisions[] | null;
  readonly rejectCheck?: 'none' | 'image-rescan' | null;
  readonly viewImages?: boolean | null;
  readonly plugins?: readonly WorkflowNodePlugins[] | null;
  readonly remark?: string | null;
};

/** The members of a record, by its form. */
export type Forms = {
  readonly 'additional-info': AdditionalInfo;
  readonly 'auto-issue-run': AutoIssueRun;
  readonly 'auto-issue-scheme': AutoIssueScheme;
  readonly 'automation-run': AutomationRun;
  readonly 'automation-task': AutomationTask;
  readonly 'batch-push-scheme': BatchPushScheme;
  readonly 'bill-integration': BillIntegration;
  readonly 'blue-match-rule': BlueMatchRule;
  readonly 'business-control': BusinessControl;
  readonly 'business-system': BusinessSystem;
  readonly 'business-type': BusinessType;
  readonly 'buyer-title': BuyerTitle;
  readonly callback: Callback;
  readonly 'callback-target': CallbackTarget;
  readonly channel: Channel;
  readonly 'channel-strategy': ChannelStrategy;
  readonly 'cloud-authorisation': CloudAuthorisation;
  readonly 'cloud-message': CloudMessage;
  readonly 'company-rate-rule': CompanyRateRule;
  readonly 'confirmation-mail': ConfirmationMail;
  readonly 'cover-template': CoverTemplate;
  readonly 'credit-entry': CreditEntry;
  readonly customer: Customer;
  readonly 'customs-init': CustomsInit;
  readonly 'drawer-rule': DrawerRule;
  readonly 'dynamic-qr': DynamicQr;
  readonly 'expense-item': ExpenseItem;
  readonly handler: Handler;
  readonly 'image-arrival': ImageArrival;
  readonly 'image-bill': ImageBill;
  readonly 'image-code-strategy': ImageCodeStrategy;
  readonly 'image-push': ImagePush;
  readonly 'image-template': ImageTemplate;
  readonly 'imaging-global': ImagingGlobal;
  readonly 'imaging-scheme': ImagingScheme;
  readonly 'imaging-system': ImagingSystem;
  readonly invoice: Invoice;
  readonly 'invoice-application': InvoiceApplication;
  readonly 'invoice-file': InvoiceFile;
  readonly 'invoice-item': InvoiceItem;
  readonly 'invoice-item-category': InvoiceItemCategory;
  readonly 'invoice-mail': InvoiceMail;
  readonly 'invoice-sms': InvoiceSms;
  readonly 'invoice-type-rule': InvoiceTypeRule;
  readonly 'leqi-summary': LeqiSummary;
  readonly licence: Licence;
  readonly 'licence-assignment': LicenceAssignment;
  readonly 'mail-scheme': MailScheme;
  readonly material: Material;
  readonly 'material-category': MaterialCategory;
  readonly 'material-unit': MaterialUnit;
  readonly 'merge-rule': MergeRule;
  readonly 'other-settings': OtherSettings;
  readonly partner: Partner;
  readonly 'pending-invoice': PendingInvoice;
  readonly 'processing-scheme': ProcessingScheme;
  readonly 'quota-account': QuotaAccount;
  readonly 'quota-entry': QuotaEntry;
  readonly 'rate-correction': RateCorrection;
  readonly 'real-estate': RealEstate;
  readonly 'receipt-code': ReceiptCode;
  readonly 'receipt-setting': ReceiptSetting;
  readonly 'red-confirmation': RedConfirmation;
  readonly 'red-confirmation-rule': RedConfirmationRule;
  readonly 'red-information': RedInformation;
  readonly 'red-mail-push': RedMailPush;
  readonly 'red-mail-scheme': RedMailScheme;
  readonly 'remark-rule': RemarkRule;
  readonly 'scan-page': ScanPage;
  readonly 'scan-stack': ScanStack;
  readonly 'split-rule': SplitRule;
  readonly staff: Staff;
  readonly 'static-qr': StaticQr;
  readonly 'tax-account': TaxAccount;
  readonly 'tax-category': TaxCategory;
  readonly 'tax-code-edition': TaxCodeEdition;
  readonly 'tax-device': TaxDevice;
  readonly unit: Unit;
  readonly vehicle: Vehicle;
  readonly 'workflow-node': WorkflowNode;
};

/** Fields that callers know by another name than their id. */
export type Renames = {
  readonly 'invoice': { readonly lines: { readonly lineNo: 'seq' } };
  readonly 'invoice-application': { readonly lines: { readonly lineNo: 'seq' } };
  readonly 'pending-invoice': { readonly lines: { readonly lineNo: 'seq' } };
  readonly 'red-confirmation': { readonly lines: { readonly lineNo: 'seq' } };
  readonly 'red-information': { readonly lines: { readonly lineNo: 'seq' } };
  readonly 'vehicle': { readonly type: 'vehicleType'; readonly vehicleType: 'vehicleTypeText' };
};
