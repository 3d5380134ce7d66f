import {
  designNames,
  designPlace,
  designPoint,
  designPresent,
  designReturn,
  designSeen,
  designSteps,
  workbookForm,
} from './calls.ts';
import {
  begunDesign,
  design,
  designChange,
  designEntry,
  designLog,
  designSources,
  newDesign,
  openDesign,
} from './parts.ts';
import { planDesign, planShip, publishDesign, rejectDesign, ship, shipPlace } from './publish.ts';
import { designStep } from './step.ts';

/** The shapes of designs that stand in the API's document under a name. */
export const designComponents = {
  Design: design,
  DesignStep: designStep,
  DesignEntry: designEntry,
  DesignLog: designLog,
  OpenDesign: openDesign,
  NewDesign: newDesign,
  BegunDesign: begunDesign,
  ChangeDesign: designChange,
  RejectDesign: rejectDesign,
  DesignSteps: designSteps,
  DesignSeen: designSeen,
  DesignPoint: designPoint,
  DesignReturn: designReturn,
  DesignPresent: designPresent,
  DesignPlace: designPlace,
  DesignNames: designNames,
  WorkbookForm: workbookForm,
  ShipPlace: shipPlace,
  DesignSources: designSources,
  PlanDesign: planDesign,
  PublishDesign: publishDesign,
  PlanShip: planShip,
  Ship: ship,
} as const;
