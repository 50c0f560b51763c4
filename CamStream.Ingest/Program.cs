await CamStream.Ingest.IngestApplication.Build(args).RunAsync();
