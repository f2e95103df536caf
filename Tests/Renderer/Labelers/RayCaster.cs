using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

/// <summary>The oracle of the labelers: balls, one ray a pixel, written out by hand from the camera's definition.</summary>
internal sealed class RayCaster
{
    private readonly List<Ball> _balls = [];
    private readonly List<SceneInstance> _instances = [];
    private readonly List<SceneKeypoint> _keypoints = [];
    private readonly List<SceneLight> _lights = [];

    /// <param name="pose">Rigid: the camera's own axes in the world.</param>
    public RayCaster(
        int width, int height, Matrix4x4? pose = null, float focalX = 60, float focalY = 60, float? centerX = null, float? centerY = null,
        bool orthographic = false, float near = 0.1f, float far = 100)
    {
        Pose = pose ?? Matrix4x4.Identity;
        Matrix4x4.Invert(Pose, out var toCamera);
        Camera = new()
        {
            Width = width, Height = height, WorldToCamera = toCamera, FocalX = focalX, FocalY = focalY,
            CenterX = centerX ?? width / 2f, CenterY = centerY ?? height / 2f, Orthographic = orthographic, Near = near, Far = far,
        };
    }

    public Matrix4x4 Pose { get; }

    public CameraSnapshot Camera { get; }

    public float Time { get; init; }

    public IReadOnlyList<Ball> Balls => _balls;

    /// <summary>Adds an instance that is one ball and, with parts, more balls in its space. Returns its id.</summary>
    public int Add(Matrix4x4 matrix, int classId = 0, int parent = 0, params Matrix4x4[] parts)
    {
        var id = _instances.Count + 1;
        var bounds = Bounds.Empty;
        foreach (var part in parts.Prepend(Matrix4x4.Identity))
        {
            _balls.Add(new(id, part * matrix));
            // How far the unit sphere reaches along each axis under a matrix: the lengths of its columns.
            var reach = new Vector3(
                new Vector3(part.M11, part.M21, part.M31).Length(), new Vector3(part.M12, part.M22, part.M32).Length(),
                new Vector3(part.M13, part.M23, part.M33).Length());
            bounds = bounds.With(new Bounds(part.Translation - reach, part.Translation + reach));
        }
        _instances.Add(new(id, classId, parent, $"ball {id}", matrix, bounds));
        return id;
    }

    public int AddBall(Vector3 center, float radius, int classId = 0) => Add(At(center, new(radius)), classId);

    /// <summary>Adds a ball without a label.</summary>
    public void AddBackground(Matrix4x4 matrix) => _balls.Add(new(0, matrix));

    public void AddPoint(int instance, string label, Vector3 at, float selfOcclusion) => _keypoints.Add(new(instance, label, at, selfOcclusion));

    public void AddLight(SceneLight light) => _lights.Add(light);

    public static Matrix4x4 At(Vector3 center, Vector3 scale, Quaternion? rotation = null) =>
        Matrix4x4.CreateScale(scale) * Matrix4x4.CreateFromQuaternion(rotation ?? Quaternion.Identity) * Matrix4x4.CreateTranslation(center);

    public SceneSnapshot Snapshot() => new()
    {
        Camera = Camera,
        Objects = [.. _balls.Select(ball => new DrawnObject(ball.Instance, ball.LocalToWorld))],
        Instances = [.. _instances],
        Keypoints = [.. _keypoints],
        Lights = [.. _lights],
        Time = Time,
    };

    /// <summary>The ray through a point of the image: <c>t</c> of origin + t · direction is the planar depth.</summary>
    public (Vector3 Origin, Vector3 Direction) Ray(float x, float y)
    {
        float right = (x - Camera.CenterX) / Camera.FocalX, up = (Camera.CenterY - y) / Camera.FocalY;
        return Camera.Orthographic
            ? (Vector3.Transform(new Vector3(right, up, 0), Pose), Vector3.TransformNormal(Vector3.UnitZ, Pose))
            : (Pose.Translation, Vector3.TransformNormal(new Vector3(right, up, 1), Pose));
    }

    /// <summary>The nearest ball at a point of the image (k for ball k − 1, 0 for none), its planar depth, and the point in the world.</summary>
    public (int Object, float Depth, Vector3 World) Look(float x, float y)
    {
        var (origin, direction) = Ray(x, y);
        var (nearest, depth) = (0, double.MaxValue);
        for (var k = 0; k < _balls.Count; k++)
        {
            if (_balls[k].Hit(origin, direction, Camera.Near, Camera.Far) is { } t && t < depth)
                (nearest, depth) = (k + 1, t);
        }
        return nearest == 0 ? default : (nearest, (float)depth, origin + (float)depth * direction);
    }

    public FrameView Draw(RayCaster? next = null, bool coverage = true, bool depth = true, bool normals = true)
    {
        int width = Camera.Width, height = Camera.Height;
        var objects = new ushort[width * height];
        var depths = new float[width * height];
        var directions = new float[width * height * 3];
        for (var i = 0; i < objects.Length; i++)
        {
            var (nearest, meters, world) = Look(i % width + 0.5f, i / width + 0.5f);
            if (nearest == 0)
                continue;
            (objects[i], depths[i]) = ((ushort)nearest, meters);
            _balls[nearest - 1].NormalAt(world).CopyTo(directions, i * 3);
        }
        return new()
        {
            Scene = Snapshot(),
            Objects = objects,
            Depth = depth ? depths : default,
            Normals = normals ? directions : default,
            Coverage = coverage ? [.. _instances.Select(Cover)] : null,
            Next = next?.Snapshot(),
        };
    }

    /// <summary>A picture that goes with it: bright where something is.</summary>
    public static byte[] Picture(FrameView frame) => [.. frame.Objects.ToArray().Select((k, i) => (byte)(k == 0 ? i % 7 : 200 + k % 50))];

    private InstanceCoverage Cover(SceneInstance instance)
    {
        int width = Camera.Width, height = Camera.Height, all = 0;
        int left = width, top = height, right = -1, bottom = -1;
        var inside = new bool[width * height];
        var mine = _balls.Where(ball => ball.Instance == instance.Id).ToArray();
        for (var y = -height; y < 2 * height; y++)
        {
            for (var x = -width; x < 2 * width; x++)
            {
                var (origin, direction) = Ray(x + 0.5f, y + 0.5f);
                if (!mine.Any(ball => ball.Hit(origin, direction, Camera.Near, Camera.Far) is not null))
                    continue;
                all++;
                if (x < 0 || y < 0 || x >= width || y >= height)
                    continue;
                inside[y * width + x] = true;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            }
        }
        return Pack(all, inside, width, left, top, right, bottom);
    }

    private static InstanceCoverage Pack(int all, bool[] inside, int width, int left, int top, int right, int bottom)
    {
        if (right < 0)
            return new(all, 0, 0, 0, 0, 0, []);
        int boxWidth = right - left + 1, boxHeight = bottom - top + 1, words = (boxWidth + 31) / 32;
        var mask = new uint[words * boxHeight];
        for (var y = 0; y < boxHeight; y++)
        {
            for (var x = 0; x < boxWidth; x++)
                mask[y * words + x / 32] |= inside[(y + top) * width + x + left] ? 1u << (x % 32) : 0;
        }
        return new(all, inside.Count(covered => covered), left, top, boxWidth, boxHeight, mask);
    }
}
