/** What a detection may be called: an id becomes a Terraform address and an Azure resource name. */
export const DETECTION_ID = /^[A-Za-z][A-Za-z0-9_-]{0,199}$/u;
