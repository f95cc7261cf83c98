/** Apart from those in the kit, which are bundled into every Code node that names one. */
export const JOB_IDS = {
	signOfLife: 'slSignOfLife',
	profileJobs: 'slProfileJobs',
} as const;
