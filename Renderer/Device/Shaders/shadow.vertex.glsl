layout(location = 0) in vec3 positionIn;
layout(location = 2) in vec2 uvIn;

uniform int view;

layout(location = 2) out vec2 uvOut;

void main()
{
    vec4 local = vec4(positionIn, 1.0);
    vec4 world = vec4(dot(local, worldX), dot(local, worldY), dot(local, worldZ), 1.0);
    gl_Position = vec4(dot(world, shadowX[view]), dot(world, shadowY[view]), dot(world, shadowZ[view]), dot(world, shadowW[view]));
    gl_Layer = int(shadowMore[view].x);
    uvOut = uvIn;
}
