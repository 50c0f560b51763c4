namespace CamStream.AppHost.Demo;

/// <summary>The parent of the demo cameras in the dashboard; it runs nothing.</summary>
internal sealed class CameraGroup(string name) : Resource(name);
