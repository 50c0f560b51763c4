using CamStream.Accounts;

return await Commands.Create(TimeProvider.System).Parse(args).InvokeAsync();
