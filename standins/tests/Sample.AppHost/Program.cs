var builder = DistributedApplication.CreateBuilder(args);

var service = builder.AddProject<Projects.Sample_Service>("service-0", launchProfileName: null)
    .WithHttpEndpoint(port: 8123)
    .WithEnvironment("Word", builder.Configuration["Word"])
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.Sample_Service>("front", launchProfileName: null)
    .WithHttpEndpoint()
    .WithExternalHttpEndpoints()
    .WithReference(service.GetEndpoint("http"))
    .WithEnvironment("Service__Port", service.GetEndpoint("http").Property(EndpointProperty.Port))
    .WithHttpHealthCheck("/health")
    .WaitFor(service);

builder.Build().Run();
