/** Word documents, as functions load them from the layer. */
export * from 'docx';
