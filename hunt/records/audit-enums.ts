/**
 * What the Management Activity API numbers and OfficeActivity names:
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema
 */

/** AuditLogRecordType, of the records that Exchange, SharePoint, Teams and the compliance centre write. Rows of MailItemsAccessed (50) show the number (seen in an exported row). */
const RECORD_TYPES: Readonly<Record<string, string>> = {
  1: "ExchangeAdmin", 2: "ExchangeItem", 3: "ExchangeItemGroup", 4: "SharePoint", 6: "SharePointFileOperation", 7: "OneDrive", 8: "AzureActiveDirectory",
  9: "AzureActiveDirectoryAccountLogon", 10: "DataCenterSecurityCmdlet", 11: "ComplianceDLPSharePoint", 13: "ComplianceDLPExchange", 14: "SharePointSharingOperation",
  15: "AzureActiveDirectoryStsLogon", 18: "SecurityComplianceCenterEOPCmdlet", 19: "ExchangeAggregatedOperation", 24: "Discovery", 25: "MicrosoftTeams",
  28: "ThreatIntelligence", 29: "MailSubmission", 31: "AeD", 33: "ComplianceDLPSharePointClassification", 36: "SharePointListOperation", 37: "SharePointCommentOperation",
  38: "DataGovernance", 40: "SecurityComplianceAlerts", 41: "ThreatIntelligenceUrl", 42: "SecurityComplianceInsights", 43: "MIPLabel", 51: "HygieneEvent",
  54: "SharePointListItemOperation", 55: "SharePointContentTypeOperation", 56: "SharePointFieldOperation", 57: "MicrosoftTeamsAdmin", 59: "MicrosoftTeamsDevice",
  60: "MicrosoftTeamsAnalytics", 62: "Campaign", 64: "AirInvestigation", 65: "Quarantine", 68: "ComplianceSupervisionExchange", 73: "MicrosoftTeamsShifts",
  86: "AirManualInvestigation", 87: "SecurityComplianceRBAC", 89: "AirAdminActionInvestigation", 98: "MCASAlerts", 101: "ExchangeSearch", 102: "SharePointSearch",
  106: "SecurityComplianceUserChange", 107: "ComplianceDLPExchangeClassification", 113: "MS365DCustomDetection", 230: "TeamsUpdates",
};

/** UserType. */
const USER_TYPES: Readonly<Record<string, string>> = {
  0: "Regular", 1: "Reserved", 2: "Admin", 3: "DcAdmin", 4: "System", 5: "Application", 6: "ServicePrincipal", 7: "CustomPolicy", 8: "SystemPolicy",
};

/** LogonType. Of the API's Delegate, OfficeActivity writes Delegated (from the queries that Microsoft ships; Owner is seen in an exported row). */
const LOGON_TYPES: Readonly<Record<string, string>> = { 0: "Owner", 1: "Admin", 2: "Delegated", 3: "Transport", 4: "SystemService", 5: "BestAccess", 6: "DelegatedAdmin" };

/** The name of a number; what has none, or is a name already, stays. */
const named = (names: Readonly<Record<string, string>>) => (text: string): string => (Object.hasOwn(names, text) ? (names[text] ?? text) : text);

export const recordTypeName = named(RECORD_TYPES);
export const userTypeName = named(USER_TYPES);
export const logonTypeName = named(LOGON_TYPES);
