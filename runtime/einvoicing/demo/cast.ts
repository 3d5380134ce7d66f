import { checkDigit } from '../../../metadata/kinds/tax-number.ts';

export type InvoiceType = '004' | '007' | '025' | '026' | '028' | '004xdp' | '007xdp' | '08xdp' | '10xdp';

/** Something that is sold. */
export interface Good {
  readonly name: string;
  readonly taxCode: string;
  readonly rate: string;
  readonly unit: string;
  /** Net, of one. */
  readonly price: number;
  readonly spec?: string;
  /** The number of the item that it is here. Default: none. */
  readonly item?: string;
  /** Default: it is taxed by its rate. */
  readonly preference?: string;
}

/** A company of the demo that issues invoices. */
export interface Seller {
  /** The number of its organisation. */
  readonly org: string;
  readonly businessType: string;
  readonly people: { readonly drawer: string; readonly payee: string; readonly reviewer: string };
  readonly goods: readonly Good[];
  /** The types it issues, as often as they stand here. */
  readonly types: readonly InvoiceType[];
  /** The net amount of an application, from and to. */
  readonly net: readonly [number, number];
  /** Applications of a usual month. */
  readonly monthly: number;
  /** The local hours in which it works, from and to. Default: those of an office. */
  readonly hours?: readonly [number, number];
  /** Those of its applications that say a limit are cut into invoices. Default: they come from people. */
  readonly source?: 'import' | 'api' | 'manual';
  readonly special?: { readonly kind: 'rental'; readonly realEstate: string };
}

const office = { drawer: '李娜', payee: '王强', reviewer: '赵敏' };

const laptop: Good = {
  name: '笔记本电脑',
  taxCode: '1090511010000000000',
  rate: '0.13',
  unit: '台',
  price: 5000,
  spec: '14英寸 16G/512G',
  item: 'SP-LAPTOP',
};
const mouse: Good = {
  name: '无线鼠标',
  taxCode: '1090512000000000000',
  rate: '0.13',
  unit: '个',
  price: 80,
  spec: '蓝牙',
};
const display: Good = { ...mouse, name: '液晶显示器', unit: '台', price: 1180, spec: '27英寸 4K' };
const printer: Good = { ...mouse, name: '激光打印机', unit: '台', price: 1650, spec: '黑白双面' };
const paper: Good = {
  name: '复印纸',
  taxCode: '1060105000000000000',
  rate: '0.13',
  unit: '箱',
  price: 168,
  spec: 'A4 70g',
};
const steel: Good = {
  name: '螺纹钢',
  taxCode: '1080203990000000000',
  rate: '0.13',
  unit: '吨',
  price: 3620,
  spec: 'HRB400 20mm',
};
const software: Good = {
  name: '软件服务费',
  taxCode: '3040201010000000000',
  rate: '0.06',
  unit: '项',
  price: 8000,
  item: 'SP-SOFT',
};
const upkeep: Good = { ...software, name: '系统维护费', price: 6500 };
const advice: Good = {
  name: '咨询服务费',
  taxCode: '3040603000000000000',
  rate: '0.06',
  unit: '项',
  price: 4800,
  item: 'SP-CONSULT',
};
const freight: Good = {
  name: '运费',
  taxCode: '3010102000000000000',
  rate: '0.09',
  unit: '次',
  price: 1200,
  item: 'SP-FREIGHT',
};
const dinner: Good = {
  name: '餐饮服务',
  taxCode: '3070401000000000000',
  rate: '0.06',
  unit: '次',
  price: 268,
  item: 'SP-CATER',
};
const rent: Good = {
  name: '写字楼租金',
  taxCode: '3040502020000000000',
  rate: '0.09',
  unit: '月',
  price: 45_000,
  item: 'SP-RENT',
};

export const sellers: readonly Seller[] = [
  {
    org: 'BEIJING',
    businessType: 'YW-STD',
    people: office,
    goods: [laptop, display, mouse],
    types: ['08xdp', '08xdp', '10xdp', '004xdp'],
    net: [18_000, 88_000],
    monthly: 4,
  },
  {
    org: 'TIANJIN',
    businessType: 'YW-STD',
    people: { drawer: '孙丽', payee: '周涛', reviewer: '赵敏' },
    goods: [steel, paper],
    types: ['004', '004', '007', '026', '028', '025'],
    net: [4_000, 62_000],
    monthly: 5,
  },
  {
    org: 'SHANGHAI',
    businessType: 'YW-STD',
    people: office,
    goods: [display, printer, mouse],
    types: ['08xdp', '08xdp', '10xdp', '007xdp'],
    net: [26_000, 96_000],
    monthly: 5,
    source: 'import',
  },
  {
    org: 'HANGZHOU',
    businessType: 'YW-STD',
    people: office,
    goods: [software, upkeep],
    types: ['08xdp', '10xdp'],
    net: [32_000, 110_000],
    monthly: 5,
    source: 'import',
  },
  {
    org: 'SUZHOU',
    businessType: 'YW-STD',
    people: office,
    goods: [freight],
    types: ['08xdp', '08xdp', '10xdp'],
    net: [24_000, 92_000],
    monthly: 5,
    source: 'import',
  },
  {
    org: 'SHENZHEN',
    businessType: 'YW-STD',
    people: { drawer: '刘洋', payee: '王强', reviewer: '赵敏' },
    goods: [advice, software],
    types: ['08xdp', '10xdp'],
    net: [12_000, 84_000],
    monthly: 3,
  },
  {
    org: 'GUANGZHOU',
    businessType: 'YW-CATER',
    people: office,
    goods: [dinner],
    types: ['10xdp'],
    net: [500, 4_600],
    monthly: 4,
    hours: [11, 14],
  },
  {
    org: 'ZHUHAI',
    businessType: 'YW-STD',
    people: office,
    goods: [rent],
    types: ['08xdp'],
    net: [45_000, 90_000],
    monthly: 2,
    special: { kind: 'rental', realEstate: 'BDC-001' },
  },
];

/** How much is sold in a month of the year, against a usual one: little around the Spring Festival, much at the end. */
export const season: readonly number[] = [0.9, 0.5, 1.1, 1, 1, 1.2, 0.9, 0.9, 1.1, 0.9, 1.2, 1.4];

/** Somebody who buys. */
export interface Buyer {
  readonly name: string;
  /** Null: a person. */
  readonly taxNo: string | null;
  readonly address: string;
  readonly phone: string;
  readonly bank: string;
  readonly account: string;
}

const companies: readonly (readonly [name: string, region: string, address: string, bank: string])[] = [
  ['南京金陵机电设备有限公司', '320102', '南京市玄武区珠江路280号', '中国银行南京珠江路支行'],
  ['武汉长江建材有限公司', '420106', '武汉市武昌区中南路15号', '建设银行武汉中南支行'],
  ['成都天府食品有限公司', '510107', '成都市武侯区人民南路四段9号', '农业银行成都武侯支行'],
  ['西安古城印务有限公司', '610103', '西安市碑林区南大街36号', '工商银行西安南大街支行'],
  ['青岛海润进出口有限公司', '370202', '青岛市市南区香港中路40号', '交通银行青岛市南支行'],
  ['厦门鹭岛旅行社有限公司', '350203', '厦门市思明区湖滨南路77号', '兴业银行厦门湖滨支行'],
  ['长沙湘江汽车零部件有限公司', '430104', '长沙市岳麓区麓谷大道668号', '中信银行长沙岳麓支行'],
  ['合肥科大智能仪器有限公司', '340104', '合肥市蜀山区望江西路800号', '徽商银行合肥蜀山支行'],
  ['郑州中原物资有限公司', '410105', '郑州市金水区花园路59号', '中原银行郑州花园路支行'],
  ['宁波东海模具有限公司', '330204', '宁波市鄞州区百丈东路28号', '宁波银行百丈支行'],
  ['佛山岭南陶瓷有限公司', '440604', '佛山市禅城区季华五路22号', '广发银行佛山季华支行'],
  ['济南泉城电子有限公司', '370102', '济南市历下区泺源大街66号', '齐鲁银行济南历下支行'],
  ['福州闽江纺织有限公司', '350102', '福州市鼓楼区五四路158号', '海峡银行福州鼓楼支行'],
  ['昆明滇池花卉有限公司', '530102', '昆明市五华区东风西路8号', '富滇银行昆明五华支行'],
  ['太原晋阳重工有限公司', '140105', '太原市小店区长风街115号', '晋商银行太原长风支行'],
  ['大连北方船务有限公司', '210202', '大连市中山区人民路15号', '浦发银行大连人民路支行'],
];

export const buyers: readonly Buyer[] = companies.map(([name, region, address, bank], at) => {
  const written = `91${region}MA${(5_1300 + at * 137).toString().padStart(7, '0')}`;
  return {
    name,
    taxNo: `${written}${checkDigit(written) ?? ''}`,
    address,
    phone: `0${20 + at}-8${(6_500_000 + at * 1_931).toString()}`,
    bank,
    account: `6222${(102_030_405_000 + at * 7_919).toString()}`,
  };
});

const nowhere = { taxNo: null, address: '', phone: '', bank: '', account: '' };
export const persons: readonly Buyer[] = ['张伟', '王芳', '陈静', '刘强', '周敏', '吴磊'].map((name) => ({
  ...nowhere,
  name,
}));
