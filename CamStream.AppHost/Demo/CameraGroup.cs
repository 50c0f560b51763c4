namespace CamStream.AppHost.Demo;

/// <summary>The demo cameras' place in the dashboard: nothing runs for it.</summary>
internal sealed class CameraGroup(string name) : Resource(name);
