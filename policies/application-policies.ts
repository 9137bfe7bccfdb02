import { noPowerfulDirectoryPermission } from "./no-powerful-directory-permission";
import { noUnapprovedMailPermission } from "./no-unapproved-mail-permission";
import type { ResourcePolicy } from "./policy";

/** What applications may request and be granted: judged at synthesis, of any stack of an app, and in plans. */
export const APPLICATION_POLICIES: readonly ResourcePolicy[] = [noUnapprovedMailPermission, noPowerfulDirectoryPermission];
