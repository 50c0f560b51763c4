using CamStream.Bench;

return await Commands.Create().Parse(args).InvokeAsync();
