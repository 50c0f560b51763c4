using CamStream.Edge;

return await EdgeHost.RunAsync(args);
