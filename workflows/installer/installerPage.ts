import { installer } from './installer.workflow';

export const INSTALLER_PAGE_AT = '../docs/playbook/installer.md';

/** The page from which people copy the installer into n8n's editor. Without line breaks it is quick to copy. */
export const installerPage = (): string => `# The installer as text

Copy the block below, open a new workflow in n8n, and paste it onto the canvas (Ctrl+V, or ⌘V on a Mac). Then do what [Import](import.md) says. The same text is in the file [\`workflows/install-playbook.json\`](../../workflows/install-playbook.json), for *Import from File*.

\`npm run playbook:build\` writes this page. Do not edit it.

\`\`\`json installer
${JSON.stringify(installer())}
\`\`\`
`;
